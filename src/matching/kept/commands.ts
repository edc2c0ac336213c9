/** `onroll keys`: are children found under what their records say? */
import { parseArgs } from 'node:util'
import { asViewer } from '../../access/store.ts'
import { nobody, systemViewer } from '../../access/viewer.ts'
import { systemClock } from '../../platform/clock.ts'
import { type Command, UsageProblem } from '../../platform/command.ts'
import { connect } from '../../platform/db.ts'
import { authorityMeant } from '../../schools/store.ts'
import { keepWaitingKeys } from './jobs.ts'
import { checkSomeKeys, markKeys } from './store.ts'

export const keysCommand: Command = {
  name: 'keys',
  help: `onroll keys [--la CODE] [--check]

Works every child's record out anew into the keys under which the child is found, and mends those that differ. Whatever
writes a record keeps its keys too, and after a change of version they are worked out in the background, so this is for
after a repair by hand. Prints how many there are and how many differed.

  --la CODE   the authority; needed only where the installation has several
  --check     only compares; exits 1 where any differ
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
      const system = systemViewer(la, systemClock.today())
      let children = 0
      let differ = 0
      for (let after: string | undefined = nobody; after !== undefined; ) {
        const from: string = after
        const some = await asViewer(sql, system, async tx => {
          const checked = await checkSomeKeys(tx, system, from, 1000)
          if (values.check !== true) await markKeys(tx, system, checked.differ)
          return checked
        })
        children += some.checked
        differ += some.differ.length
        after = some.last
      }
      if (values.check !== true) await keepWaitingKeys(sql, la, system.today)
      const mended = values.check || differ === 0 ? '' : ', mended'
      io.stdout.write(`${children} children, the keys of ${differ} differed${mended}\n`)
      return values.check && differ > 0 ? 1 : 0
    } finally {
      await sql.end({ timeout: 5 })
      await database.release()
    }
  },
}
