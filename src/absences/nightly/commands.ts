/** `onroll detect`: the nightly run over the database. */
import { parseArgs } from 'node:util'
import { parseLocalDate } from '../../calendar/local-date.ts'
import type { Command, CommandIo } from '../../platform/command.ts'

const detectHelp = `onroll detect [--on YYYY-MM-DD] [--la CODE] [--school NUMBER] [--json]

The nightly run: applies the register rules to every register of the authority and writes what has changed since the last
time. A finding that a correction withdrew or moved is ended, with why, and kept. Doing it again changes nothing.
It goes by batches of schools: broken off half way, the next run of the same day does the schools that are not done.

  --on DATE        the day to look at; today if not given
  --la CODE        one authority; all of them if not given
  --school NUMBER  one school, by its URN
  --json           one JSON object an authority instead of text
`

/** Everything that needs the database is loaded when it runs: `assess` must do without. */
export const detectCommand: Command = {
  name: 'detect',
  help: detectHelp,
  async run(args, io) {
    const [
      { UsageProblem },
      { systemClock },
      { connect },
      { systemViewer },
      { asViewer },
      { schoolByNumber },
      { detect },
    ] = await Promise.all([
      import('../../platform/command.ts'),
      import('../../platform/clock.ts'),
      import('../../platform/db.ts'),
      import('../../access/viewer.ts'),
      import('../../access/store.ts'),
      import('../../schools/store.ts'),
      import('../actions.ts'),
    ])
    let values: { on?: string; la?: string; school?: string; json?: boolean }
    try {
      values = parseArgs({
        args,
        options: {
          on: { type: 'string' },
          la: { type: 'string' },
          school: { type: 'string' },
          json: { type: 'boolean' },
        },
        strict: true,
      }).values
    } catch (error) {
      throw new UsageProblem((error as Error).message)
    }
    const on = values.on === undefined ? systemClock.today() : parseLocalDate(values.on)
    if (!on) throw new UsageProblem(`--on "${values.on}" is not a day of the form YYYY-MM-DD.`)
    const database = await io.database()
    const sql = connect(database.connection, { max: 2 })
    try {
      const authorities = await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`
      const asked = authorities.filter(a => values.la === undefined || a.la_code === values.la)
      if (asked.length === 0) throw new UsageProblem('There is no such authority here.')
      for (const { la_code: la } of asked) {
        const viewer = systemViewer(la, systemClock.today())
        const { school } = values
        const schoolId =
          school === undefined
            ? undefined
            : (await asViewer(sql, viewer, tx => schoolByNumber(tx, viewer, { urn: school })))?.id
        if (school !== undefined && schoolId === undefined) {
          throw new UsageProblem(`Authority ${la} has no school with the URN ${school}.`)
        }
        const progress = progressOn(io.stderr, la)
        const done = await detect(sql, viewer, { on, schoolId, now: () => systemClock.now(), progress })
        const { scanMs, judgeMs, writeMs } = done
        if (values.json) {
          const { schools, pupils, strips, judged, found, withdrawn } = done
          const figures = { schools, pupils, strips, judged, found, withdrawn, done_before: done.doneBefore }
          const times = { scan_ms: scanMs, judge_ms: judgeMs, write_ms: writeMs }
          io.stdout.write(`${JSON.stringify({ la, on, ...figures, ...times })}\n`)
        } else {
          const before = done.doneBefore === 0 ? '' : `; ${done.doneBefore} schools had been done before`
          io.stdout.write(
            `${la}: ${done.schools} schools, ${done.strips} strips read in ${seconds(scanMs)}, ${done.judged} pupils judged in ${seconds(judgeMs)}; ` +
              `${done.found} findings new, ${done.withdrawn} withdrawn or moved, written in ${seconds(writeMs)}${before}\n`,
          )
        }
      }
      return 0
    } finally {
      await sql.end({ timeout: 5 })
      await database.release()
    }
  },
}

/** How far it has come, on one line that is written over: on a terminal only. */
function progressOn(out: CommandIo['stderr'], la: string): ((done: number, of: number) => void) | undefined {
  if (!('isTTY' in out) || out.isTTY !== true) return undefined
  return (done, of) => out.write(`\r${la}: ${done} of ${of} schools${done === of ? '\n' : ''}`)
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
