// The one command, `onroll`. Each part is loaded only when it is asked for, so that `assess` never loads a database.

import type { Command, CommandIo } from './platform/command.ts'

const commands: Record<string, { says: string; from: string; as: string }> = {
  start: {
    says: 'everything at once: database, tables, demonstration, web, jobs',
    from: 'platform',
    as: 'startCommand',
  },
  serve: {
    says: 'starts web and jobs on a database that is up to date',
    from: 'platform',
    as: 'serveCommand',
  },
  migrate: { says: 'brings the database up to date', from: 'platform', as: 'migrateCommand' },
  import: { says: 'loads files into the database', from: 'interchange', as: 'importCommand' },
  assess: { says: 'applies the register rules to a folder of files', from: 'absences', as: 'assessCommand' },
  link: { says: 'finds the same person across two files', from: 'matching/lists', as: 'linkCommand' },
  rules: { says: 'prints the rule book', from: 'rulebook', as: 'rulesCommand' },
  detect: { says: 'the nightly run over the database', from: 'absences', as: 'detectCommand' },
  demo: { says: 'writes a made-up authority as files', from: 'demo', as: 'demoCommand' },
  backup: { says: 'writes everything to one file', from: 'platform', as: 'backupCommand' },
  restore: { says: 'brings back what backup wrote', from: 'platform', as: 'restoreCommand' },
  user: { says: 'the first administrator, and recovery', from: 'access', as: 'userCommand' },
  strips: { says: 'rebuilds the attendance strips from the sheets', from: 'registers', as: 'stripsCommand' },
  matching: {
    says: 'the weights of matching: learned, looked at, accepted',
    from: 'matching/models',
    as: 'matchingCommand',
  },
  keys: {
    says: 'rebuilds the keys under which children are found',
    from: 'matching/kept',
    as: 'keysCommand',
  },
}

const help = `onroll COMMAND [...]

${Object.entries(commands)
  .map(([name, { says }]) => `  ${name.padEnd(9)} ${says}`)
  .join('\n')}

onroll COMMAND --help says more. Exit codes: 0 done, 1 refused, 2 called wrongly.
`

/** Runs one command. Takes the arguments after `onroll`; gives the exit code. */
export async function main(args: string[]): Promise<number> {
  // A terminal that went away must not take a server with it; what was said to nobody is lost.
  process.stderr.on('error', () => {})
  // Whoever read the results may have enough of them (`| head`); what was begun in the database is still finished.
  let unwritten = false
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return
    unwritten = true
    process.stderr.write(`The results could not be written: ${error.message}\n`)
  })
  const [name, ...rest] = args
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(help)
    return 0
  }
  const known = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!known) {
    process.stderr.write(`${name === undefined ? '' : `onroll has no command "${name}".\n\n`}${help}`)
    return 2
  }
  // By address and not by name, so that one part that cannot be loaded does not keep the others from running.
  const module = (await import(new URL(`${known.from}/commands.ts`, import.meta.url).href)) as Record<
    string,
    Command | undefined
  >
  const command = module[known.as]
  if (!command) throw new Error(`src/${known.from}/commands.ts has no ${known.as}`)
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(command.help.endsWith('\n') ? command.help : `${command.help}\n`)
    return 0
  }
  try {
    const code = await command.run(rest, io())
    return unwritten ? 1 : code
  } catch (error) {
    return explain(error, command.name)
  }
}

/** What a command is given of the world. The parts that know the environment and the database load on first use. */
function io(): CommandIo {
  const config = async () => (await import('./platform/config.ts')).readConfig(process.env)
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    config,
    database: async options => (await import('./platform/database.ts')).databaseFor(await config(), options),
  }
}

function explain(error: unknown, command: string): number {
  const { message } = error as Error
  if (isOne(error, 'UsageProblem')) {
    process.stderr.write(`${message}\nonroll ${command} --help says how it is called.\n`)
    return 2
  }
  if (isOne(error, 'SetupProblem')) {
    process.stderr.write(`${message}\n`)
    return 1
  }
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') return 0
  process.stderr.write(`onroll ${command} stopped: ${(error as Error).stack ?? message}\n`)
  return 1
}

/** Whether an error is of a class or of one made from it. By name, since it may live in a part that was not loaded. */
function isOne(error: unknown, className: string): boolean {
  for (let kind = error; kind instanceof Object; kind = Object.getPrototypeOf(kind)) {
    if (kind.constructor?.name === className) return true
  }
  return false
}
