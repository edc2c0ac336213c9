// Helpers for tests of whatever writes or finds children.
import { asViewer } from '../../access/store.ts'
import { nobody, systemViewer } from '../../access/viewer.ts'
import type { Sql } from '../../platform/db.ts'
import { checkSomeKeys, keepSomeKeys } from '../kept/store.ts'

/** Works out the keys of children that a test wrote with SQL of its own, so that they are found. */
export async function keepAllKeys(app: Sql, la = '001'): Promise<void> {
  const system = systemViewer(la, '2026-11-20')
  while ((await asViewer(app, system, tx => keepSomeKeys(tx, system, 1000))) > 0);
}

/** Children whose keys are not what their record, read back, gives; and how many were compared. */
export async function wrongKeys(app: Sql, la = '001'): Promise<{ checked: number; differ: string[] }> {
  const system = systemViewer(la, '2026-11-20')
  const differ: string[] = []
  let checked = 0
  for (let after: string | undefined = nobody; after !== undefined; ) {
    const from: string = after
    const some = await asViewer(app, system, tx => checkSomeKeys(tx, system, from, 1000))
    differ.push(...some.differ)
    checked += some.checked
    after = some.last
  }
  return { checked, differ }
}
