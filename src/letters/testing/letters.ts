// What tests of letters need: marks of safe contact, and a protection, put on as the database keeps them.
import type { TestChild } from '../../access/testing/people.ts'
import type { Sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'

type Marks = Partial<Record<'may_ring' | 'may_text' | 'may_email' | 'may_write', 'yes' | 'no' | 'not known'>>

/** Marks the child's contact: what is not given is not known. */
export async function mark(owner: Sql, child: TestChild, marks: Marks): Promise<void> {
  await owner`insert into contact_safety ${owner({
    la_code: child.la,
    id: newId(),
    child_id: child.id,
    contact_id: child.contactId,
    may_ring: 'not known',
    may_text: 'not known',
    may_email: 'not known',
    may_write: 'not known',
    ...marks,
    marked_name: 'A test',
    school_id: child.school.id,
  })}`
}

/** Puts a protection on the child. */
export async function protect(owner: Sql, child: TestChild): Promise<void> {
  await owner`
    insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
    values (${child.la}, ${newId()}, ${child.id}, 'address', '2026-11-20', 'For a test', 'A test')`
  await owner`select protect_child(${child.la}, ${child.id})`
}
