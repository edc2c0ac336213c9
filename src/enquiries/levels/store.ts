// All the SQL of levels: who raised one, and who let a screen lower it. Read by those who sign or decide.
import { may } from '../../access/actions-allowed.ts'
import { childInScope, schoolInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Level } from '../screening.ts'
import { type Judgement, type LevelNow, levelNow } from './level.ts'

type JudgementRow = {
  child_id: string
  kind: Judgement['kind']
  id: string
  at: Date
  on_date: string
  level: Level
  by_id: string | null
  by: string
  why: string
}

/** What was judged of each of these children, screens and steps together: the newest 60 of each. Empty for those who may not read. */
export async function judgementsOf(
  tx: Tx,
  viewer: Viewer,
  childIds: readonly string[],
): Promise<Map<string, Judgement[]>> {
  const rows = await tx<JudgementRow[]>`
    select * from (
      select j.*, row_number() over (partition by j.child_id order by j.at desc, j.id desc) as n from (
        select n.child_id, 'screen' as kind, n.id, n.signed_at as at, n.level, n.signed_by as by_id, n.signed_name as by,
               n.concerns as why, n.signed_on as on_date, n.school_id
        from screens n where n.la_code = ${viewer.la} and n.child_id = any (${childIds as string[]}::uuid[])
        union all
        select l.child_id, l.kind, coalesce(l.screen_id, l.id), l.at, l.level, l.by_person, l.by_name, l.why, (l.at at time zone 'Europe/London')::date, l.school_id
        from level_steps l where l.la_code = ${viewer.la} and l.child_id = any (${childIds as string[]}::uuid[])) j
      where ${may(viewer, 'screen.see')} and ${schoolInScope(tx, viewer, tx`j.school_id`)} and ${childInScope(tx, viewer, tx`j.child_id`)}) newest
    where n <= 60 order by child_id, at, id`
  const found = new Map<string, Judgement[]>()
  for (const row of rows) {
    const judgement: Judgement =
      row.kind === 'screen'
        ? {
            kind: 'screen',
            id: row.id,
            at: row.at,
            on: row.on_date,
            level: row.level,
            byId: row.by_id,
            by: row.by,
            why: row.why,
          }
        : row.kind === 'raised'
          ? { kind: 'raised', at: row.at, on: row.on_date, level: row.level, by: row.by, why: row.why }
          : {
              kind: row.kind,
              screenId: row.id,
              at: row.at,
              on: row.on_date,
              level: row.level,
              by: row.by,
              why: row.why,
            }
    found.set(row.child_id, [...(found.get(row.child_id) ?? []), judgement])
  }
  return found
}

/** The level of a child's situation as it holds now. Undefined where nobody judged, or the viewer may not read it. */
export async function levelOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<LevelNow | undefined> {
  return levelNow((await judgementsOf(tx, viewer, [childId])).get(childId) ?? [])
}

/** Adds that a person raised a level, or answered a screen that would lower it. */
export async function addLevelStep(
  tx: Tx,
  viewer: Viewer,
  given: {
    childId: string
    schoolId: string
    kind: 'raised' | 'lowered' | 'kept'
    level: Level
    screenId: string | null
    why: string
  },
): Promise<void> {
  await tx`
    insert into level_steps (la_code, id, child_id, school_id, kind, level, screen_id, why, by_person, by_name, by_role, at)
    values (${viewer.la}, ${newId()}, ${given.childId}, ${given.schoolId}, ${given.kind}, ${given.level},
            ${given.screenId}, ${given.why}, ${viewer.personId}, ${viewer.name}, ${viewer.role}, clock_timestamp())`
}
