// A process that runs the rules over an authority, says when its second batch of schools is through, and then waits: to be
// killed.
import { systemViewer } from '../../access/viewer.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import type { Connection } from '../../platform/connection.ts'
import { connect } from '../../platform/db.ts'
import { detect } from '../actions.ts'

process.once('message', async (order: { connection: Connection; la: string; on: LocalDate }) => {
  const sql = connect(order.connection, { max: 2 })
  let told = 0
  const progress = () => {
    told++
    if (told !== 3) return
    process.send!('half way')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30_000)
  }
  const { la, on } = order
  await detect(sql, systemViewer(la, on), { on, now: () => new Date(`${on}T01:30:00Z`), progress })
  await sql.end()
  process.disconnect()
})
