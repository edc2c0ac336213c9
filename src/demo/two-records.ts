// Children whom two schools hold under two records, and others who only look like it: what the matching has to tell apart.
import { dateOf, type LocalDate, schoolYearOf } from '../calendar/local-date.ts'
import type { SchoolDays } from './marks.ts'
import type { Child, Family, People } from './people.ts'
import type { DemoSchool } from './schools.ts'
import type { Enrol, ExpectedFinding, Planted, Tell } from './stories.ts'

type Setting = {
  people: People
  daysOf: (school: DemoSchool) => SchoolDays
  enrol: Enrol
  tell: Tell
  /** Marks an absence up to a day; gives what the rules find of it. */
  awayBefore: (planted: Planted, last: number, length: number) => ExpectedFinding[]
  /** Where the first records are held, and where the second. */
  here: DemoSchool
  there: DemoSchool
  /** Where twins go to school together. */
  together: DemoSchool
}

/** Plants pairs of records. No second record has a UPN: those that do are told apart, or joined, by it. */
export function plantTwoRecords(setting: Setting): void {
  const { people, daysOf, enrol, tell, awayBefore, here, there, together } = setting
  const dayAgo = (school: DemoSchool, ago: number): LocalDate => daysOf(school).days.at(-1 - ago)!
  const year = Math.min(4, here.highestYear, there.highestYear)

  /** A child who left one school and came to the other some days later, as that one wrote them down. */
  const moved = (
    key: string,
    what: string,
    given: { family: Family; child: Partial<Child>; leftAgo: number; as: Partial<Child> },
  ): void => {
    const startsOn = daysOf(there).days.find(day => day > dayAgo(here, given.leftAgo - 1))!
    const first = enrol(here, {
      family: given.family,
      year,
      child: { middleNames: undefined, formerSurname: undefined, ...given.child },
      enrolment: {
        leavingDate: dayAgo(here, given.leftAgo),
        leavingReason: 'IM',
        ground: 'R9-A',
        destination: { urn: there.urn, name: there.name, startsOn },
      },
    })
    tell(`${key}-left`, what, first)
    const second = enrol(there, {
      same: { ...first.enrolment.child, upn: undefined, ...given.as },
      entryDate: startsOn,
    })
    tell(`${key}-enrolled`, 'The same child, as the next school wrote it down, without a UPN', second)
  }

  {
    const family = people.family({ surname: 'Quillfeather', origin: 'British' })
    family.parents.splice(1)
    const first = enrol(here, {
      family,
      year,
      child: {
        surname: 'Quillfeather',
        forename: 'Rhiannon',
        sex: 'F',
        middleNames: undefined,
        formerSurname: undefined,
      },
    })
    const found = awayBefore(first, daysOf(here).days.length - 1, 14)
    tell(
      'misspelt-missed',
      'Away for 14 school days and referred; on another school’s roll by now, the name misspelt and the home another',
      first,
      found,
    )
    // The new school was told a new number, and heard the mother's name as it heard the child's.
    const elsewhere = people.family({ surname: 'Quillfeather', origin: 'British' })
    elsewhere.parents.splice(1)
    const second = enrol(there, {
      same: { ...first.enrolment.child, forename: 'Rhianon', upn: undefined, family: elsewhere },
      entryDate: dayAgo(there, 5),
    })
    tell('misspelt-enrolled', 'The same child, at a school that does not know of the first', second)
  }

  const born = dateOf(schoolYearOf(dayAgo(here, 0)) - 4 - year, 3, 7)
  moved('exchanged', 'Moved to another school, which wrote the day and month of birth the wrong way round', {
    family: people.family({ surname: 'Ashgrove', origin: 'British' }),
    child: { surname: 'Ashgrove', forename: 'Martha', sex: 'F', dateOfBirth: born },
    leftAgo: 14,
    as: { dateOfBirth: dateOf(Number(born.slice(0, 4)), 7, 3) },
  })

  {
    const family = people.family({ surname: 'Penhale', origin: 'British' })
    moved('renamed', 'Moved house and school with the mother, and goes by her surname now', {
      family,
      child: { surname: 'Dunmore', forename: 'Callum', sex: 'M' },
      leftAgo: 19,
      as: { surname: 'Penhale', family: { ...family, home: people.home() } },
    })
  }

  moved(
    'short-name',
    'Moved to another school, which knows the child by a short name; two people have linked the records',
    {
      family: people.family({ surname: 'Fairweather', origin: 'British' }),
      child: { surname: 'Fairweather', forename: 'Theodore', sex: 'M' },
      leftAgo: 24,
      as: { forename: 'Teddy' },
    },
  )

  // Not the same child, however alike.
  {
    const family = people.family({ surname: 'Tarrant', origin: 'British' })
    const wanted = { surname: 'Tarrant', sex: 'M', middleNames: undefined, formerSurname: undefined } as const
    const twinsYear = Math.min(8, together.highestYear)
    const one = enrol(together, { family, year: twinsYear, child: { ...wanted, forename: 'Jayden' } })
    const two = enrol(together, {
      family,
      year: twinsYear,
      like: one.enrolment.child,
      child: { ...wanted, forename: 'Hayden', upn: undefined },
    })
    tell('near-twin-1', 'A twin, with a UPN', one)
    tell(
      'near-twin-2',
      'The other twin, whose forename differs in one letter and whose UPN is not known',
      two,
    )
  }
  {
    const wanted = {
      surname: 'Carter',
      forename: 'Oliver',
      sex: 'M',
      middleNames: undefined,
      formerSurname: undefined,
    } as const
    const one = enrol(here, { family: people.family({ surname: 'Carter' }), year, child: wanted })
    const two = enrol(there, {
      family: people.family({ surname: 'Carter' }),
      year,
      like: one.enrolment.child,
      child: { ...wanted, upn: undefined },
    })
    tell('namesake-1', 'Has a namesake with the same birthday at another school', one)
    tell('namesake-2', 'The namesake: another family at another home, and no UPN yet', two)
  }
}
