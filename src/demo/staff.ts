import type { Role } from '../access/viewer.ts'

export type StaffKey =
  | `${'primary' | 'secondary'}-${'office' | 'dsl' | 'head'}`
  | `receiving-${'office' | 'head'}`
  | 'two-schools-head'
  | 'trust-head'
  | 'officer'
  | 'officer-2'
  | 'assistant'
  | 'manager'
  | 'manager-2'
  | 'field-officer'
  | 'admissions-officer'
  | 'sen-officer'
  | 'ehe-officer'
  | 'virtual-school'

/** A made-up person who works with the made-up children. At the authority where there are no schools. */
export type Colleague = { key: StaffKey; name: string; role: Role; schools: readonly string[] }

/**
 * Who can be signed in as: everybody at the two schools whose stories are told, two people at the school that takes
 * children in, a head of two schools, and the authority's team, with two managers, since one may not check their own
 * work. Takes the URN of the receiving school, and those of all schools.
 */
export function staff(receiving: string, urns: readonly string[]): Colleague[] {
  const [primary, secondary, ...others] = urns
  const two = others.filter(urn => urn !== receiving).slice(0, 2)
  const at = (key: StaffKey, name: string, role: Role, ...schools: (string | undefined)[]): Colleague => ({
    key,
    name,
    role,
    schools: schools.filter(urn => urn !== undefined),
  })
  return [
    at('primary-office', 'Amara Bright', 'attendance-officer', primary),
    at('primary-dsl', 'Gareth Pell', 'dsl', primary),
    at('primary-head', 'Ruth Okonjo', 'headteacher', primary),
    at('secondary-office', 'Tom Redfearn', 'attendance-officer', secondary),
    at('secondary-dsl', 'Shabana Latif', 'dsl', secondary),
    at('secondary-head', 'Colin Vardy', 'headteacher', secondary),
    at('receiving-office', 'Elsie Marrow', 'attendance-officer', receiving),
    at('receiving-head', 'Hugh Pendry', 'headteacher', receiving),
    ...(two.length > 0 ? [at('two-schools-head', 'Nadia Farrow', 'headteacher', ...two)] : []),
    at('trust-head', 'Winifred Osei', 'trust-head', ...urns.slice(0, 3)),
    at('officer', 'Dee Calloway', 'cme-officer'),
    at('officer-2', 'Imran Sethi', 'cme-officer'),
    at('assistant', 'Josie Wren', 'cme-assistant'),
    at('manager', 'Margaret Thorne', 'manager'),
    at('manager-2', 'Owen Blakely', 'manager'),
    at('field-officer', 'Rashid Kerr', 'field-officer'),
    at('admissions-officer', 'Celia Dunmore', 'admissions-officer'),
    at('sen-officer', 'Peter Annis', 'sen-officer'),
    at('ehe-officer', 'Moira Tulloch', 'ehe-officer'),
    at('virtual-school', 'Ade Fenwick', 'virtual-school'),
  ]
}

/** `amara.bright@999001.example.org`: an address that nobody can have. */
export const emailOf = ({ name, schools }: Colleague): string =>
  `${name.toLowerCase().replaceAll(' ', '.')}@${schools[0] ?? 'exampleshire'}.example.org`
