/** `onroll strips`: are the strips what the sheets say? */
import { parseArgs } from 'node:util'
import { asViewer } from '../access/store.ts'
import { systemViewer } from '../access/viewer.ts'
import { systemClock } from '../platform/clock.ts'
import { type Command, UsageProblem } from '../platform/command.ts'
import { connect } from '../platform/db.ts'
import { authorityMeant, schoolsOf } from '../schools/store.ts'
import { rebuildStripsOfSchool } from './store.ts'

export const stripsCommand: Command = {
  name: 'strips',
  help: `onroll strips [--la CODE] [--check]

Works out every attendance strip again from the sheets, which are the ledger, and mends those that differ.
Prints how many there are and how many differed.

  --la CODE   the authority; needed only where the installation has several
  --check     only compares; exits 1 where any differs
`,
  async run(args, io) {
    let values: { la?: string | undefined; check?: boolean | undefined }
    try {
      ;({ values } = parseArgs({
        args,
        options: { la: { type: 'string' }, check: { type: 'boolean' } },
        strict: true,
      }))
    } catch (error) {
      throw new UsageProblem((error as Error).message)
    }
    const database = await io.database()
    const sql = connect(database.connection, { max: 2 })
    try {
      const la = await authorityMeant(sql, values.la)
      const viewer = systemViewer(la, systemClock.today())
      const schools = await asViewer(sql, viewer, tx => schoolsOf(tx, viewer))
      let strips = 0
      let differ = 0
      for (const school of schools) {
        const checked = await asViewer(sql, viewer, tx =>
          rebuildStripsOfSchool(tx, viewer, school.id, { mend: values.check !== true }),
        )
        strips += checked.strips
        differ += checked.differ
      }
      const mended = values.check || differ === 0 ? '' : ', mended'
      io.stdout.write(`${schools.length} schools, ${strips} strips, ${differ} differed${mended}\n`)
      return values.check && differ > 0 ? 1 : 0
    } finally {
      await sql.end({ timeout: 5 })
      await database.release()
    }
  },
}
