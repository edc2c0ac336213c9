// A family over two schools, its neighbours, and a hostel. All invented.
import { asViewer } from '../../../access/store.ts'
import {
  makeChild,
  type TestChild,
  type TestPeople,
  type TestSchool,
} from '../../../access/testing/people.ts'
import { systemViewer } from '../../../access/viewer.ts'
import { keepSomeKeys } from '../../../matching/kept/store.ts'
import type { Sql } from '../../../platform/db.ts'

/** The name that no page of another family may show. */
export const familyName = 'Kowalska-Longersurname'

export type Families = {
  /** Two sisters and their half-brother, at 12 Sample Street; the older sister at Birch, the others at Alder. */
  zofia: TestChild
  olga: TestChild
  adam: TestChild
  /** Their twin cousins at Cedar, who share only a telephone with them. */
  cousin: TestChild
  /** Next door, with the same surname. */
  neighbour: TestChild
  hostel: TestChild[]
}

/** Makes them in authority 001, with their keys worked out. */
export async function makeFamilies(owner: Sql, app: Sql, people: TestPeople): Promise<Families> {
  const { alder, birch, cedar } = people
  const at = async (
    school: TestSchool,
    forename: string,
    bornOn: string,
    home: { address: string; postcode: string },
    contact: { contact: string; phone: string },
    surname = familyName,
  ): Promise<TestChild> => {
    const child = await makeChild(owner, {
      school,
      surname,
      forename,
      bornOn,
      address: home.address,
      ...contact,
    })
    await owner`update child_addresses set postcode = ${home.postcode} where id = ${child.addressId}`
    return child
  }
  const home = { address: '12 Sample Street, Exampleton', postcode: 'ZZ99 1AA' }
  const mother = { contact: 'Mrs Ewa Kowalska', phone: '07700 900555' }
  const zofia = await at(alder, 'Zofia', '2016-03-12', home, mother)
  const olga = await at(birch, 'Olga', '2013-06-30', home, mother)
  const adam = await at(
    alder,
    'Adam',
    '2016-03-12',
    { address: '12 Sample St', postcode: 'zz991aa' },
    {
      contact: 'E Kowalska',
      phone: '+44 7700 900555',
    },
    'Other',
  )
  const cousin = await at(
    cedar,
    'Ines',
    '2015-01-20',
    { address: '3 Far Road', postcode: 'ZZ99 7AA' },
    {
      contact: 'Jan Nowak',
      phone: '07700900555',
    },
    'Nowak',
  )
  const neighbour = await at(
    alder,
    'Maja',
    '2015-09-09',
    { address: '14 Sample Street', postcode: 'ZZ99 1AA' },
    {
      contact: 'Ann Kowalska',
      phone: '07700 900556',
    },
  )
  const hostel: TestChild[] = []
  for (let n = 0; n < 15; n += 1) {
    hostel.push(
      await at(
        n % 2 ? alder : birch,
        `Guest${'abcdefghijklmno'[n]}`,
        `2014-0${1 + (n % 9)}-1${n % 9}`,
        { address: 'Harbour House, Sample Road', postcode: 'ZZ99 5AA' },
        { contact: `Parent ${'abcdefghijklmno'[n]}`, phone: `07700 9006${String(n).padStart(2, '0')}` },
        `Hostel${'abcdefghijklmno'[n]}`,
      ),
    )
  }
  await keysWorkedOut(app)
  return { zofia, olga, adam, cousin, neighbour, hostel }
}

/** Works out the keys of what a test wrote as the owner. */
export async function keysWorkedOut(app: Sql, la = '001'): Promise<void> {
  const system = systemViewer(la, '2026-11-20')
  while ((await asViewer(app, system, tx => keepSomeKeys(tx, system, 500))) > 0);
}
