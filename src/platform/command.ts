// What is a subcommand of `onroll`? Something with help, that runs and gives an exit code.

import type { Readable, Writable } from 'node:stream'
import type { Config } from './config.ts'
import type { Database } from './database.ts'

/** Where a command reads and writes: results to stdout, everything else to stderr. */
export type CommandIo = {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  /** The settings. Throws SetupProblem if any is wrong, so only commands that need them ask. */
  config(): Promise<Config>
  /** The database, started if need be; `release` it when done. `owner` for those that migrate, back up and restore. */
  database(options?: { owner?: boolean }): Promise<Database>
}

export type Command = {
  readonly name: string
  /** What `onroll NAME --help` prints: how it is called, what it does, its options. */
  readonly help: string
  /** Gives 0 when it did what it was asked, 1 when the input was refused, 2 when it was called wrongly. */
  run(args: string[], io: CommandIo): Promise<number>
}

/** Called wrongly. Its message is shown with a pointer to the help, and the exit code is 2. */
export class UsageProblem extends Error {}
