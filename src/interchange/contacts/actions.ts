// Contact lists: what a school says of who speaks for a child takes the place of what the same school said before.
import {
  carryContactSafety,
  contactsHeld,
  endContacts,
  type HeldContact,
  insertContacts,
  insertProtectedDetail,
  isProtectedDetailHeld,
  protectedAmong,
} from '../../children/received/store.ts'
import { type ContactRecord, readContacts, relationshipInWords } from '../../formats/contacts.ts'
import { keepKeys } from '../../matching/kept/store.ts'
import { newId } from '../../platform/ids.ts'
import { pupilSaid, Unknown } from '../rolls/rolls.ts'
import { RollsOfFile } from '../rolls/store.ts'
import { schoolSaid } from '../school-directory.ts'
import type { Reading } from '../store.ts'
import { takeProblems } from '../take-problems.ts'

const childrenAtOnce = 1000

type Given = {
  childId: string
  enrolmentId: string
  schoolId: string
  line: number
  records: ContactRecord[]
}

/** Reads a list of contacts. A child of whom the list says nothing keeps the contacts they have. */
export async function readContactList(reading: Reading): Promise<void> {
  const { mapping, schools, counts } = reading
  const rolls = new RollsOfFile(reading)
  const unknown = new Unknown()
  // Rows of one child may be split over a file: those already written are added to and never ended.
  const done = new Set<string>()
  let gathered = new Map<string, Given>()
  const options = { mapping, ...(schools.defaultKey && { defaultSchool: schools.defaultKey }) }
  for await (const { records, problems } of readContacts(reading.source(), options)) {
    takeProblems(reading, problems)
    await rolls.openFor(records)
    for (const record of records) {
      counts.rows++
      const found = rolls.find(record.school, record.pupil)
      if (!('entry' in found)) {
        unknown.add(
          found.school ? pupilSaid(record.pupil) : schoolSaid(record.school),
          found.problem,
          record.line,
        )
        counts.held++
        if (found.school) counts.waiting++
        continue
      }
      const { entry, school } = found
      const key = entry.childId + school.id
      const given = gathered.get(key)
      if (given) given.records.push(record)
      else {
        if (gathered.size >= childrenAtOnce) {
          await write(reading, gathered, done)
          gathered = new Map()
        }
        gathered.set(key, {
          childId: entry.childId,
          enrolmentId: entry.id,
          schoolId: school.id,
          line: record.line,
          records: [record],
        })
      }
    }
  }
  await write(reading, gathered, done)
  for (const problem of unknown.problems()) reading.problems.add({ ...problem, column: '', severity: 'held' })
}

async function write(
  reading: Reading,
  gathered: ReadonlyMap<string, Given>,
  done: Set<string>,
): Promise<void> {
  if (gathered.size === 0) return
  const { tx, viewer, file, counts, changes } = reading
  const childIds = [...gathered.values()].map(given => given.childId)
  const isProtected = await protectedAmong(tx, viewer, childIds)
  const held = new Map<string, HeldContact[]>()
  for (const contact of await contactsHeld(tx, viewer, childIds)) {
    const key = contact.child_id + contact.school_id
    held.set(key, [...(held.get(key) ?? []), contact])
  }
  const adding: HeldContact[] = []
  const ending: string[] = []
  const replaced: { from: string; to: string }[] = []
  for (const [key, { childId, schoolId, enrolmentId, line, records }] of gathered) {
    let changed = 0
    if (isProtected.has(childId)) {
      for (const [i, record] of records.entries()) {
        const { id: _, child_id: __, school_id: ___, ...detail } = contactOf(record, i, childId, schoolId)
        if (await isProtectedDetailHeld(tx, viewer, { childId, schoolId, kind: 'contact', detail })) continue
        await insertProtectedDetail(tx, viewer, { childId, schoolId, kind: 'contact', detail })
        changed++
      }
    } else {
      const left = [...(held.get(key) ?? [])]
      for (const [i, record] of records.entries()) {
        const contact = contactOf(record, i, childId, schoolId)
        const same = left.findIndex(before => sameIn(before, contact))
        if (same >= 0) {
          left.splice(same, 1)
          continue
        }
        adding.push(contact)
        changed++
        // The same person under a new number: what must not be done must still not be done.
        const person = left.findIndex(before => before.name === contact.name)
        if (person < 0) continue
        const [before] = left.splice(person, 1)
        ending.push(before!.id)
        replaced.push({ from: before!.id, to: contact.id })
      }
      if (!done.has(key)) {
        for (const before of left) ending.push(before.id)
        if (left.length > 0) changed = Math.max(changed, 1)
      }
    }
    done.add(key)
    const applied = Math.min(changed, records.length)
    counts.applied += applied
    counts.changed += applied
    counts.unchanged += records.length - applied
    if (changed === 0) continue
    changes.add({
      line,
      outcome: 'changed',
      schoolId,
      childId,
      enrolmentId,
      says: 'Contacts changed',
      // That they changed; never who they are or how to reach them.
      beforeAfter: [{ field: 'contacts' }],
    })
  }
  await endContacts(tx, viewer, ending, file.receivedAt)
  await insertContacts(tx, viewer, adding, file.receivedAt)
  await carryContactSafety(tx, viewer, replaced, file.receivedAt)
  await keepKeys(tx, viewer, childIds)
}

const yesNo = (value: boolean | undefined): string =>
  value === undefined ? 'not known' : value ? 'yes' : 'no'

function contactOf(record: ContactRecord, place: number, childId: string, schoolId: string): HeldContact {
  return {
    id: newId(),
    child_id: childId,
    school_id: schoolId,
    contact_order: record.order ?? place + 1,
    name: [record.title, record.forename, record.surname].filter(part => part !== undefined).join(' '),
    relationship:
      record.relationshipWords === undefined ? null : relationshipInWords(record.relationshipWords),
    parental_responsibility: yesNo(record.parentalResponsibility),
    lives_with: yesNo(record.livesWithPupil),
    phone_1: record.phones[0]?.number ?? null,
    phone_2: record.phones[1]?.number ?? null,
    email: record.email ?? null,
    restricted: record.courtOrderRestriction === true,
  }
}

function sameIn(a: HeldContact, b: HeldContact): boolean {
  return (
    a.contact_order === b.contact_order &&
    a.name === b.name &&
    a.relationship === b.relationship &&
    a.parental_responsibility === b.parental_responsibility &&
    a.lives_with === b.lives_with &&
    a.phone_1 === b.phone_1 &&
    a.phone_2 === b.phone_2 &&
    a.email === b.email &&
    a.restricted === b.restricted
  )
}
