/**
 * `onroll assess --ground`: could this pupil's name lawfully come off the register on that day, on this evidence?
 *
 * The pure part: what the files hold is asked of whoever calls, and the answer is written where the caller says.
 */

/** The files that the question needs. */
export type FilesAsked = {
  readonly has: (path: string) => boolean
  readonly bytes: (path: string) => AsyncIterable<Uint8Array>
  readonly path: (folder: string, file: string) => string
}

type Io = { readonly stdout: NodeJS.WritableStream; readonly stderr: NodeJS.WritableStream }

export const groundHelp = ''

/** Does the call ask about a ground for removal? */
export const asksForAGround = (args: readonly string[]): boolean =>
  args.some(arg => arg === '--ground' || arg.startsWith('--ground='))

/** Answers the question. Gives the exit code of the contract: 0 answered, 1 input refused, 2 called wrongly. */
export async function runGround(args: string[], io: Io, _files: FilesAsked): Promise<number> {
  io.stderr.write(`Grounds cannot be asked about yet: ${args.join(' ')}\n`)
  return 2
}
