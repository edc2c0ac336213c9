import { addDays, type LocalDate } from '../calendar/local-date.ts'
import { Marks, placeOf, run, type SchoolDays } from './marks.ts'
import type { Child, Enrolment, Family, People } from './people.ts'
import type { Area, DemoSchool } from './schools.ts'
import { plantTwoRecords } from './two-records.ts'

/** A finding of the register rules that a story must give on the last day, and no other of that rule. */
export type ExpectedFinding = { rule: 'T-04' | 'T-07' | 'T-14' | 'T-15' | 'H-10'; on: LocalDate }

/** One planted child: what happened, where, and what the rules must say of it. */
export type Story = {
  key: string
  what: string
  school_urn: string
  /** Empty where the story is about the school and not a child. */
  mis_id: string
  expectedFindings: readonly ExpectedFinding[]
}

/** A story's enrolment with its marks ready; every other child's come from chance. */
export type Planted = { enrolment: Enrolment; marks: Marks }

export type Plot = {
  stories: Story[]
  planted: Planted[]
  /** Days on which a whole school's registers were not taken. */
  forgotten: { school: DemoSchool; days: readonly number[] }[]
}

type Wanted = {
  year?: number
  family?: Family
  child?: Partial<Child>
  like?: Child
  same?: Child
  enrolment?: Partial<Enrolment>
  entryDate?: LocalDate
}
export type Enrol = (school: DemoSchool, wanted?: Wanted) => Planted
export type Tell = (key: string, what: string, planted: Planted, found?: readonly ExpectedFinding[]) => void

type Setting = {
  area: Area
  people: People
  daysOf: (school: DemoSchool) => SchoolDays
  usualEntry: (year: number, school: DemoSchool) => LocalDate
}

/**
 * Plants the stories in the first area: mostly at its first primary and its first secondary, so that the
 * person who is shown Onroll there has a day's work and not a term's.
 */
export function plant({ area, people, daysOf, usualEntry }: Setting): Plot {
  const plot: Plot = { stories: [], planted: [], forgotten: [] }
  const schools = area.schools
  const primary = schools.find(school => school.phase === 'primary') ?? schools[0]!
  const secondary = schools.find(school => school.phase === 'secondary') ?? primary
  const junior = schools.find(school => school.phase === 'junior') ?? primary
  const elsewhere = schools.filter(school => school.phase === 'primary').at(-1) ?? primary
  const ids = new Map<DemoSchool, number>()

  /** A year group of a school, in turn: of compulsory age, and there since last school year at least. */
  const yearAt = (school: DemoSchool, n: number): number => {
    const lowest = Math.max(school.lowestYear + 1, 2)
    return lowest + (n % (school.highestYear - lowest + 1))
  }

  const enrol: Enrol = (school, wanted = {}) => {
    const n = (ids.get(school) ?? 0) + 1
    ids.set(school, n)
    const year = wanted.same?.year ?? wanted.year ?? yearAt(school, n)
    const family = wanted.family ?? people.family()
    const child = wanted.same ?? people.child(family, year, { ...unremarkable, ...wanted.child }, wanted.like)
    const enrolment: Enrolment = {
      school,
      misId: String(1000 + n),
      child,
      group: '',
      entryDate: wanted.entryDate ?? usualEntry(year, school),
      inMostJunior: wanted.entryDate === undefined,
      ...wanted.enrolment,
    }
    const planted = { enrolment, marks: new Marks(enrolment, daysOf(school)) }
    plot.planted.push(planted)
    return planted
  }

  /** Tells a story; its N days are findings of T-04 each. */
  const tell: Tell = (key, what, { enrolment, marks }, found = []) => {
    const { days } = daysOf(enrolment.school)
    const unexplained: ExpectedFinding[] = []
    for (let day = marks.from; day < marks.to; day++)
      if (marks.at[2 * day] === unexplainedMark || marks.at[2 * day + 1] === unexplainedMark)
        unexplained.push({ rule: 'T-04', on: days[day]! })
    plot.stories.push({
      key,
      what,
      school_urn: enrolment.school.urn,
      mis_id: enrolment.misId,
      expectedFindings: [...unexplained, ...found],
    })
  }

  const lastOf = (school: DemoSchool): number => daysOf(school).days.length - 1
  const dayOf = (school: DemoSchool, index: number): LocalDate => daysOf(school).days[index]!

  // Runs on either side of every limit, all ending on the last day.
  const runs: [number, DemoSchool][] = [
    [1, primary],
    [2, secondary],
    [3, primary],
    [5, secondary],
    [9, primary],
    [10, primary],
    [11, secondary],
    [19, secondary],
    [20, primary],
    [21, secondary],
  ]
  for (const [length, school] of runs) {
    const planted = enrol(school, { child: { inNeed: length === 3, protectionPlan: length === 5 } })
    const last = lastOf(school)
    run(planted.marks, last, length)
    const found: ExpectedFinding[] = []
    if (length >= 10) found.push({ rule: 'T-07', on: dayOf(school, last - length + 10) })
    if (length >= 20) found.push({ rule: 'T-15', on: dayOf(school, last - length + 20) })
    tell(
      `run-${length}`,
      `Away without a reason for ${length} school ${length === 1 ? 'day' : 'days'}, up to the last day`,
      planted,
      found,
    )
  }

  const broken = (
    key: string,
    what: string,
    school: DemoSchool,
    length: number,
    at: number,
    change: (marks: Marks, day: number) => void,
    found: (first: number) => ExpectedFinding[],
  ) => {
    const planted = enrol(school)
    const last = lastOf(school)
    const first = last - length + 1
    run(planted.marks, last, length)
    change(planted.marks, first + at - 1)
    tell(key, what, planted, found(first))
  }
  broken(
    'run-12-broken-by-return',
    'Away for 12 school days but for the sixth, when the child came in late, after the register closed, and stayed',
    secondary,
    12,
    6,
    (marks, day) => {
      marks.session(day, 0, 'U')
      marks.session(day, 1, '\\')
    },
    () => [],
  )
  broken(
    'run-21-broken-by-u',
    'Away for 21 school days but for the tenth, when both sessions were U: counts towards the ten-day return, never towards twenty',
    secondary,
    21,
    10,
    (marks, day) => marks.day(day, 'U'),
    first => [{ rule: 'T-07', on: dayOf(secondary, first + 9) }],
  )
  broken(
    'run-12-broken-by-illness',
    'Away for 12 school days, ill on the sixth: no ten days without a break',
    secondary,
    12,
    6,
    (marks, day) => marks.day(day, 'I'),
    () => [],
  )
  broken(
    'run-11-with-untaken',
    'Away for 11 school days, the register not taken on the fourth: ten counted days all the same',
    primary,
    11,
    4,
    (marks, day) => marks.day(day, ''),
    first => [{ rule: 'T-07', on: dayOf(primary, first + 10) }],
  )
  broken(
    'run-22-with-untaken',
    'Away for 22 school days, one session not taken on the twelfth: past ten days, but never twenty in a row',
    primary,
    22,
    12,
    (marks, day) => marks.session(day, 1, ''),
    first => [{ rule: 'T-07', on: dayOf(primary, first + 9) }],
  )
  if (primary.lowestYear <= 0) {
    const planted = enrol(primary, {
      year: 0,
      child: { dateOfBirth: addDays(usualEntry(0, primary), -4 * 365 - 40) },
    })
    run(planted.marks, lastOf(primary), 10)
    tell(
      'run-10-not-of-age',
      'In Reception, not yet of compulsory school age, away for 10 school days',
      planted,
    )
  }

  // Leave: granted, and what came after it.
  const overrun = (school: DemoSchool, over: number) => {
    const planted = enrol(school)
    const last = lastOf(school)
    const end = last - over
    planted.marks.days(end - 4, end, 'C')
    planted.marks.leaves.push({ from: end - 4, to: end })
    run(planted.marks, last, over, end)
    const found: ExpectedFinding[] = [{ rule: 'T-14', on: dayOf(school, end + 1) }]
    if (over >= 10)
      found.push({ rule: 'H-10', on: dayOf(school, end + 10) }, { rule: 'T-07', on: dayOf(school, end + 10) })
    tell(
      `leave-over-${over}`,
      `Given five days of leave; not back ${over} school ${over === 1 ? 'day' : 'days'} after its end`,
      planted,
      found,
    )
  }
  overrun(primary, 1)
  overrun(secondary, 9)
  overrun(primary, 10)
  overrun(secondary, 11)
  {
    const planted = enrol(primary)
    const end = lastOf(primary) - 3
    planted.marks.days(end - 4, end, 'C')
    planted.marks.leaves.push({ from: end - 4, to: end })
    tell('leave-on-time', 'Given five days of leave, and back on the day after', planted)
  }

  // A family that is gone: three children, two schools, one morning.
  {
    const family = people.family({ surname: 'Hallowfield', origin: 'British' })
    const surname = 'Hallowfield'
    const members: [DemoSchool, number][] = [
      [primary, 2],
      [primary, 5],
      [secondary, 8],
    ]
    members.forEach(([school, year], i) => {
      const planted = enrol(school, {
        family,
        year: school.highestYear < year ? yearAt(school, i) : year,
        child: { surname },
      })
      run(planted.marks, lastOf(school), 6)
      tell(
        `vanished-${i + 1}`,
        'One of three brothers and sisters at two schools, none of them seen for 6 school days',
        planted,
      )
    })
  }

  // Leavers.
  {
    const leavingDate = dayOf(primary, lastOf(primary) - 8)
    const planted = enrol(primary, { enrolment: { leavingDate } })
    tell(
      'leaver-unreceived',
      'Taken off the roll 8 school days ago with no ground and no next school',
      planted,
    )
  }
  {
    const leavingDate = dayOf(secondary, lastOf(secondary) - 15)
    const planted = enrol(secondary, { enrolment: { leavingDate, leavingReason: 'MI', ground: '8(1)(h)' } })
    tell('leaver-old-ground', 'Taken off the roll on a ground of 2006, after the law changed', planted)
  }
  {
    const entryDate = dayOf(primary, lastOf(primary) - 6)
    const planted = enrol(primary, { entryDate })
    run(planted.marks, lastOf(primary), 7, -1)
    tell('no-show', 'Was to start 7 school days ago and has never come', planted)
  }
  {
    const planted = enrol(secondary)
    const last = lastOf(secondary)
    planted.marks.days(last - 13, last, 'G')
    tell('abroad', 'Taken abroad without leave: 14 school days coded G so far', planted, [
      { rule: 'T-07', on: dayOf(secondary, last - 4) },
    ])
  }
  {
    const at = lastOf(primary) - 22
    const leavingDate = dayOf(primary, at)
    const origin = 'Polish'
    const family = people.family({ origin, surname: 'Wiśniewska-Hart' })
    const year = Math.min(3, elsewhere.highestYear)
    const left = enrol(primary, {
      family,
      year,
      child: {
        surname: 'Wiśniewska-Hart',
        forename: 'Zuzanna',
        sex: 'F',
        language: 'POL',
        middleNames: undefined,
      },
      enrolment: { leavingDate, leavingReason: 'UK' },
    })
    tell(
      'found-elsewhere-left',
      'Left, nobody knew where to; now on another school’s roll under a name spelt otherwise',
      left,
    )
    const { days } = daysOf(elsewhere)
    const entryDate = days.find(day => day >= addDays(leavingDate, 14)) ?? days.at(-1)!
    const found = enrol(elsewhere, {
      same: left.enrolment.child,
      entryDate,
      enrolment: { as: { surname: 'Wisniewska Hart', forename: 'Suzanna' }, withoutUpn: true },
    })
    tell('found-elsewhere-enrolled', 'The same child, enrolled two weeks later without a UPN', found)
  }

  // A home that must not be told to anyone.
  {
    const family = people.family({ surname: 'Merriday', origin: 'British' })
    family.parents.splice(1)
    const surname = 'Merriday'
    const one = enrol(secondary, { family, child: { surname } })
    tell('protected-1', 'Moved in the summer to an address that must not be told to anyone', one)
    const two = enrol(primary, { family, child: { surname } })
    tell('protected-2', 'The brother or sister of protected-1, at the same address', two)
  }
  {
    const family = people.family({ surname: 'Okafor', origin: 'Nigerian' })
    const year = yearAt(primary, 2)
    const one = enrol(primary, {
      family,
      year,
      child: { surname: 'Okafor', forename: 'Kelechi', sex: 'M', middleNames: undefined },
    })
    const two = enrol(primary, {
      family,
      year,
      like: one.enrolment.child,
      child: { surname: 'Okafor', forename: 'Kenechi', sex: 'M', middleNames: undefined },
    })
    run(two.marks, lastOf(primary), 2)
    tell('twin-1', 'A twin, in school', one)
    tell('twin-2', 'The other twin, away without a reason for 2 school days', two)
  }
  {
    const planted = enrol(primary)
    planted.marks.session(lastOf(primary) - 8, 0, 'N')
    tell('n-unresolved', 'One N, 8 school days old, never put right', planted)
  }
  {
    const planted = enrol(secondary)
    for (let day = lastOf(secondary) - 50; day <= lastOf(secondary); day++)
      planted.marks.session(day, 1, 'C2')
    tell('part-time', 'On a part-time timetable: every afternoon C2', planted)
  }
  {
    const last = lastOf(junior)
    plot.forgotten.push({ school: junior, days: [last - 4, last - 3] })
    plot.stories.push({
      key: 'forgotten-registers',
      what: 'A school that took no registers on two days',
      school_urn: junior.urn,
      mis_id: '',
      expectedFindings: [],
    })
  }

  // What an authority's cases began with, some of it long over: in their own days these were absences too.
  const awayBefore = (planted: Planted, last: number, length: number): ExpectedFinding[] => {
    const { school } = planted.enrolment
    planted.marks.days(last - length + 1, last, 'O')
    planted.marks.present(last - length)
    const found: ExpectedFinding[] = [{ rule: 'T-07', on: dayOf(school, last - length + 10) }]
    if (length >= 20) found.push({ rule: 'T-15', on: dayOf(school, last - length + 20) })
    return found
  }
  const moved = (key: string, leftAgo: number, length: number) => {
    const at = lastOf(primary) - leftAgo
    const leavingDate = dayOf(primary, at)
    const entryDate = daysOf(elsewhere).days.find(day => day > leavingDate)!
    const destination = { urn: elsewhere.urn, name: elsewhere.name, startsOn: entryDate }
    const left = enrol(primary, {
      year: Math.min(5, elsewhere.highestYear),
      enrolment: { leavingDate, leavingReason: 'IM', ground: 'R9-A', destination },
    })
    const found = awayBefore(left, at, length)
    tell(
      `${key}-left`,
      `Away for ${length} school days; then found, and given a place elsewhere`,
      left,
      found,
    )
    const there = enrol(elsewhere, { same: left.enrolment.child, entryDate })
    tell(`${key}-enrolled`, 'The same child, at the school that took the child', there)
  }
  if (elsewhere !== primary) {
    moved('moved-1', 45, 13)
    moved('moved-2', 28, 11)
    moved('moved-lately', 7, 15)
  }
  {
    const planted = enrol(secondary)
    const found = awayBefore(planted, lastOf(secondary), 70)
    tell(
      'long-gone',
      'Away for 70 school days and never found; the name stays on the register',
      planted,
      found,
    )
  }
  {
    const planted = enrol(secondary)
    const found = awayBefore(planted, lastOf(secondary) - 40, 12)
    tell('came-back', 'Away for 12 school days in the past, and back since', planted, found)
  }
  {
    const planted = enrol(secondary)
    const last = lastOf(secondary)
    const found = awayBefore(planted, last - 50, 12)
    run(planted.marks, last, 8)
    tell('came-and-went', 'Away for 12 school days in the past, and again for 8 now', planted, found)
  }
  {
    const leavingDate = dayOf(primary, lastOf(primary) - 12)
    const planted = enrol(primary, { enrolment: { leavingDate, leavingReason: 'EH', ground: 'R9-F' } })
    tell(
      'home-educated',
      'Taken off the roll because the parents said in writing that they educate at home',
      planted,
    )
  }
  if (elsewhere !== primary) {
    plantTwoRecords({
      people,
      daysOf,
      enrol,
      tell,
      awayBefore,
      here: primary,
      there: elsewhere,
      together: secondary,
    })
  }
  return plot
}

const unexplainedMark = placeOf('N')

/** What is known of a planted child is what the story says, and nothing by chance. */
const unremarkable: Partial<Child> = {
  senProvision: 'N',
  senNeed: undefined,
  inCare: false,
  inNeed: false,
  protectionPlan: false,
  youngCarer: false,
}
