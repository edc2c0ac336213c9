// The national list of schools.
import { readSchools, type SchoolRecord } from '../../formats/schools.ts'
import { keepEstablishments, keepOwnSchools, type OwnSchool } from '../../schools/national/store.ts'
import type { Reading } from '../store.ts'
import { takeProblems } from '../take-problems.ts'

/** Groups of establishments with an admission register: independent, maintained, special, academies, free schools. */
const groupsWithRegister = ['3', '4', '5', '10', '11']
const closedStatus = '2'

/** Reads the list: every establishment, so that a destination can be named; and the authority's own, to work with. */
export async function readSchoolList(reading: Reading): Promise<void> {
  const { tx, viewer, mapping, counts, changes } = reading
  for await (const { records, problems } of readSchools(reading.source(), { mapping })) {
    takeProblems(reading, problems)
    counts.rows += records.length
    // Twice in one file: the later row, as for everything else.
    const byUrn = new Map(records.map(record => [record.urn, record]))
    const known = [...byUrn.values()]
    const kept = await keepEstablishments(tx, known.map(establishment))
    const own = known.filter(record => record.laCode === viewer.la && hasRegister(record))
    await keepOwnSchools(tx, viewer.la, own.map(ownSchool))
    const isNew = new Map(kept.map(row => [row.urn, row.isNew]))
    counts.applied += kept.length
    counts.unchanged += records.length - kept.length
    for (const record of known) {
      const outcome = isNew.get(record.urn)
      if (outcome === undefined) continue
      counts[outcome ? 'new' : 'changed']++
      if (record.laCode !== viewer.la) continue
      changes.add({
        line: record.line,
        outcome: outcome ? 'new' : 'changed',
        schoolId: undefined,
        childId: undefined,
        enrolmentId: undefined,
        says: `${record.name} (${record.urn})${record.statusCode === closedStatus ? ', closed' : ''}`,
        beforeAfter: [],
      })
    }
  }
}

const hasRegister = (record: SchoolRecord): boolean =>
  record.dfeNumber !== undefined &&
  (record.typeGroupCode === undefined || groupsWithRegister.includes(record.typeGroupCode))

const dfeNumber = (number: string | undefined): string =>
  number === undefined ? '' : `${number.slice(0, 3)}/${number.slice(3)}`

const establishment = (r: SchoolRecord) => ({
  urn: r.urn,
  laCode: r.laCode,
  dfeNumber: dfeNumber(r.dfeNumber),
  name: r.name,
  typeCode: r.typeCode ?? null,
  phaseCode: r.phaseCode ?? null,
  statusCode: r.statusCode,
  lowAge: r.ageFrom ?? null,
  highAge: r.ageTo ?? null,
  openedOn: r.openedOn ?? null,
  closedOn: r.closedOn ?? null,
  street: r.street ?? null,
  town: r.town ?? null,
  postcode: r.postcode ?? null,
  telephone: r.telephone ?? null,
  changedOn: r.lastChangedOn ?? null,
})

const ownSchool = (r: SchoolRecord): OwnSchool => ({
  urn: r.urn,
  dfeNumber: dfeNumber(r.dfeNumber),
  name: r.name,
  phase: r.phaseName?.toLowerCase() ?? 'not known',
  lowAge: r.ageFrom ?? null,
  highAge: r.ageTo ?? null,
  telephone: r.telephone ?? null,
  openedOn: r.openedOn ?? null,
  // Closed without a day is closed all the same.
  closedOn: r.closedOn ?? (r.statusCode === closedStatus ? (r.lastChangedOn ?? null) : null),
})
