// A letter that was sent, for a test that is not about sending.
import type { TestChild } from '../../access/testing/people.ts'
import type { Sql } from '../../platform/db.ts'

/** The latest draft of this code about the child becomes a letter sent on a day. */
export async function sendTestLetter(owner: Sql, child: TestChild, code: string, on: string): Promise<void> {
  const rows = await owner`
    update letters set state = 'sent', sent_on = ${on}, blocks = '[]', title = 'A letter',
      needed_by = (fields->>'removal_on')::date
    where id = (select id from letters where child_id = ${child.id} and code = ${code} and state = 'draft'
                order by written_at desc limit 1) returning id`
  if (rows.length !== 1) throw new Error(`There is no draft of ${code} to send`)
}
