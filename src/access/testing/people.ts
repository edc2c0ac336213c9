// Who is there in a test? Two authorities, their schools, one person in each role at each place, and a browser for
// each of them. All invented; written with the owner's connection, since a test is not about how people are invited.
import type { FastifyInstance } from 'fastify'
import type { Sql } from '../../platform/db.ts'
import { digestOf, newId, newSecret, newToken } from '../../platform/ids.ts'
import { isSchoolRole, type Role, roles, sideOf, type Viewer } from '../viewer.ts'

export type TestSchool = {
  la: string
  id: string
  token: string
  urn: string
  dfeNumber: string
  name: string
}
export type TestPerson = {
  la: string
  id: string
  name: string
  email: string
  role: Role
  /** Where the role is held; absent for the authority's own people. */
  school: TestSchool | undefined
  /** The cookie of a session that never runs out. */
  cookie: string
  /** On whose behalf a store or an action runs when this person asks, on a day. */
  viewer(today: string): Viewer
}
/** One person for each role. */
export type Staff = Record<Role, TestPerson>

export type TestPeople = {
  /** Authority 001, Exampleshire. */
  la: '001'
  alder: TestSchool
  birch: TestSchool
  cedar: TestSchool
  /** Everyone of the right place: Alder Primary's people and Exampleshire's. */
  right: Staff
  /** The same roles at Birch Secondary (and a second pair of hands at the authority). */
  wrongSchool: Staff
  /** The same roles in authority 002, at Fir Primary. */
  wrongAuthority: Staff
  fir: TestSchool
}

/** Past every limit of a session, whatever a test's clock says: idle and absolute limits count from here. */
const never = new Date('2100-01-01T00:00:00Z')

/**
 * Makes authority 001 with Alder Primary (999001), Birch Secondary (999002) and Cedar Primary (999003), authority 002
 * with Fir Primary (999101), and one person in each role at Alder, at Birch and in authority 002, all signed in.
 */
export async function makePeople(owner: Sql): Promise<TestPeople> {
  await owner`
    insert into installation (demonstration) values (false) on conflict do nothing`
  await owner`
    insert into authorities (la_code, name) values ('001', 'Exampleshire'), ('002', 'Otherborough')
    on conflict do nothing`
  const alder = await makeSchool(owner, '001', '999001', 'Alder Primary', 'primary')
  const birch = await makeSchool(owner, '001', '999002', 'Birch Secondary', 'secondary')
  const cedar = await makeSchool(owner, '001', '999003', 'Cedar Primary', 'primary')
  const fir = await makeSchool(owner, '002', '999101', 'Fir Primary', 'primary')
  return {
    la: '001',
    alder,
    birch,
    cedar,
    fir,
    right: await makeStaff(owner, '001', alder, 'Alder'),
    wrongSchool: await makeStaff(owner, '001', birch, 'Birch'),
    wrongAuthority: await makeStaff(owner, '002', fir, 'Fir'),
  }
}

/** One more school. `urn` is within 999000 to 999999; its last three digits make the DfE number. */
export async function makeSchool(
  owner: Sql,
  la: string,
  urn: string,
  name: string,
  phase = 'primary',
): Promise<TestSchool> {
  const school = { la, id: newId(), token: newToken(), urn, dfeNumber: `${la}/9${urn.slice(3)}`, name }
  const ages = phase === 'primary' ? [4, 11] : [11, 16]
  await owner`
    insert into schools (la_code, id, token, urn, dfe_number, name, phase, low_age, high_age)
    values (${la}, ${school.id}, ${school.token}, ${urn}, ${school.dfeNumber}, ${name}, ${phase}, ${ages[0]!}, ${ages[1]!})`
  return school
}

async function makeStaff(owner: Sql, la: string, school: TestSchool, place: string): Promise<Staff> {
  const made: [Role, TestPerson][] = []
  for (const role of roles) {
    made.push([
      role,
      await makePerson(owner, {
        la,
        role,
        name: `${place} ${role}`,
        school: isSchoolRole(role) ? school : undefined,
      }),
    ])
  }
  return Object.fromEntries(made) as Staff
}

/** One more person, signed in. */
export async function makePerson(
  owner: Sql,
  given: { la?: string; role: Role; name: string; school?: TestSchool | undefined; demonstration?: boolean },
): Promise<TestPerson> {
  const la = given.la ?? '001'
  const id = newId()
  const email = `${given.name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.org`
  await owner`
    insert into people (la_code, id, email, name, demonstration)
    values (${la}, ${id}, ${email}, ${given.name}, ${given.demonstration ?? false})`
  await owner`
    insert into grants (la_code, id, person_id, role, school_id, starts_on, given_name, why)
    values (${la}, ${newId()}, ${id}, ${given.role}, ${given.school?.id ?? null}, '2020-09-01', 'A test', 'For a test')`
  const person = { la, id, name: given.name, email, role: given.role, school: given.school }
  const cookie = await signedIn(owner, person)
  return {
    ...person,
    cookie,
    viewer: today => ({
      la,
      side: sideOf(given.role),
      role: given.role,
      personId: id,
      name: given.name,
      organisation: given.school?.name ?? 'Exampleshire',
      schools: given.school ? [given.school.id] : [],
      today,
    }),
  }
}

/** A session for a person: gives its cookie. From `at`, where a test is about limits; else without end. */
export async function signedIn(
  owner: Sql,
  person: { la: string; id: string; role: Role },
  at: Date = never,
): Promise<string> {
  const cookie = newSecret()
  await owner`
    insert into sessions (la_code, token_hash, person_id, hat, started_at, last_seen_at, factor_at, device)
    values (${person.la}, ${digestOf(cookie)}, ${person.id}, ${person.role}, ${at}, ${at}, ${at}, 'A test')`
  return cookie
}

export type TestChild = {
  la: string
  id: string
  token: string
  surname: string
  forename: string
  enrolmentId: string
  addressId: string
  contactId: string
  school: TestSchool
}

let numbered = 0

/** A child on a roll, with an address and a contact. Whatever is not given is invented, and different each time. */
export async function makeChild(
  owner: Sql,
  given: {
    school: TestSchool
    surname?: string
    forename?: string
    bornOn?: string
    sex?: 'F' | 'M' | 'U'
    upn?: string
    misId?: string
    ncYear?: string
    group?: string
    entryDate?: string
    leavingDate?: string
    seenUntil?: string
    address?: string
    contact?: string
    phone?: string
    email?: string
  },
): Promise<TestChild> {
  numbered += 1
  const { school } = given
  const la = school.la
  const surname = given.surname ?? `Example${letters(numbered)}`
  const forename = given.forename ?? `Amina${letters(numbered)}`
  const child = {
    la,
    id: newId(),
    token: newToken(),
    surname,
    forename,
    enrolmentId: newId(),
    addressId: newId(),
    contactId: newId(),
    school,
  }
  await owner`
    insert into children (la_code, id, token, surname, forename, date_of_birth, sex, upn, surname_key, forename_key)
    values (${la}, ${child.id}, ${child.token}, ${surname}, ${forename}, ${given.bornOn ?? '2017-03-14'},
            ${given.sex ?? 'F'}, ${given.upn ?? null}, ${surname.toLowerCase()}, ${forename.toLowerCase()})`
  await owner`
    insert into enrolments (la_code, id, child_id, school_id, mis_id, nc_year, registration_group, entry_date,
                            leaving_date, seen_until)
    values (${la}, ${child.enrolmentId}, ${child.id}, ${school.id}, ${given.misId ?? `P${numbered}`},
            ${given.ncYear ?? '4'}, ${given.group ?? '4A'}, ${given.entryDate ?? '2024-09-03'},
            ${given.leavingDate ?? null}, ${given.seenUntil ?? null})`
  await owner`
    insert into child_addresses (la_code, id, child_id, school_id, lines, postcode, from_on)
    values (${la}, ${child.addressId}, ${child.id}, ${school.id}, ${given.address ?? `${numbered} Sample Street`},
            ${`ZZ99 ${numbered % 10}AA`}, '2024-09-03')`
  await owner`
    insert into contacts (la_code, id, child_id, school_id, contact_order, name, relationship,
                          parental_responsibility, lives_with, phone_1, email)
    values (${la}, ${child.contactId}, ${child.id}, ${school.id}, 1, ${given.contact ?? `Parent ${surname}`}, 'mother',
            'yes', 'yes', ${given.phone ?? `07700 900${String(numbered % 1000).padStart(3, '0')}`},
            ${given.email ?? `parent${numbered}@example.org`})`
  return child
}

const letters = (n: number): string =>
  n.toString(26).replaceAll(/[0-9]/g, digit => 'qrstuvwxyz'[Number(digit)]!)

/** A page as a person would read it. */
export type Seen = {
  status: number
  /** Where a redirect leads. */
  location: string | undefined
  html: string
  title: string
  heading: string
  /** The words inside the page's main part. */
  text: string
  labels: readonly string[]
  /** The lines of the error summary. */
  errors: readonly string[]
  /** Which field each error's link leads to. */
  errorFields: readonly string[]
  /** Where each link and form of the main part leads. */
  links: readonly string[]
  headers: Readonly<Record<string, unknown>>
}
export type Fields = Readonly<Record<string, string | readonly string[]>>
export type Browser = {
  get(path: string): Promise<Seen>
  /** Sends a form with the token of the page that stands at `path`, or of the last page seen where there is none. */
  post(path: string, fields?: Fields): Promise<Seen>
  /** Sends an otherwise empty form at once, with the token of whatever page was seen last. */
  send(path: string, fields?: Fields): Promise<Seen>
  /** Sends a file in a form, as a browser does. */
  upload(
    path: string,
    file: { field: string; name: string; content: string | Buffer },
    fields?: Record<string, string>,
  ): Promise<Seen>
  /** The page that the last redirect leads to. */
  follow(): Promise<Seen>
  /** The cookies it holds, by name. */
  cookies: Map<string, string>
}

/**
 * A browser that keeps cookies and form tokens; signed in as `person`, or as nobody. `formToken` is one of a page that
 * this person saw in another window: good once at each address.
 */
export function browser(app: FastifyInstance, person?: { cookie: string }, formToken?: string): Browser {
  const cookies = new Map<string, string>()
  // Tests serve at http://localhost, where the cookie has its plain name.
  if (person) cookies.set('onroll', person.cookie)
  let token = formToken
  let tokenOf: string | undefined
  let leadsTo: string | undefined

  const placeOf = (path: string) => path.replace(/[?#].*$/, '')
  async function send(
    method: 'GET' | 'POST',
    path: string,
    payload?: string | Buffer,
    type = 'application/x-www-form-urlencoded',
  ): Promise<Seen> {
    const response = await app.inject({
      method,
      url: path,
      headers: {
        host: 'localhost:3000',
        cookie: [...cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '),
        ...(payload === undefined ? {} : { 'content-type': type, origin: 'http://localhost:3000' }),
      },
      ...(payload === undefined ? {} : { payload }),
    })
    for (const cookie of response.cookies as {
      name: string
      value: string
      expires?: Date
      maxAge?: number
    }[]) {
      if (cookie.maxAge === 0 || (cookie.expires && cookie.expires.getTime() <= 0) || cookie.value === '') {
        cookies.delete(cookie.name)
      } else cookies.set(cookie.name, cookie.value)
    }
    const page = read(response.statusCode, response.body, response.headers)
    const given = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1]
    if (given) {
      token = given
      tokenOf = placeOf(path)
    }
    leadsTo = page.location
    return page
  }
  async function sendForm(path: string, formToken: string, fields: Fields): Promise<Seen> {
    const form = new URLSearchParams({ formToken })
    for (const [name, value] of Object.entries(fields)) {
      for (const one of typeof value === 'string' ? [value] : value) form.append(name, one)
    }
    return send('POST', path, form.toString())
  }
  async function tokenFor(path: string): Promise<string> {
    if (!token || tokenOf !== placeOf(path)) await send('GET', path)
    if (!token) await send('GET', '/help')
    const used = token ?? ''
    // A token serves once: the platform answers a second use with the first result.
    token = undefined
    return used
  }
  return {
    cookies,
    get: path => send('GET', path),
    async post(path, fields = {}) {
      return sendForm(path, await tokenFor(path), fields)
    },
    send(path, fields = {}) {
      const used = token ?? ''
      token = undefined
      return sendForm(path, used, fields)
    },
    async upload(path, file, fields = {}) {
      const boundary = `----onroll${newToken()}`
      const parts: Buffer[] = []
      for (const [name, value] of Object.entries({ formToken: await tokenFor(path), ...fields })) {
        parts.push(
          Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
        )
      }
      parts.push(
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\n` +
            'content-type: text/csv\r\n\r\n',
        ),
        Buffer.from(file.content),
        Buffer.from(`\r\n--${boundary}--\r\n`),
      )
      return send('POST', path, Buffer.concat(parts), `multipart/form-data; boundary=${boundary}`)
    },
    follow() {
      if (!leadsTo) throw new Error('The last page did not lead anywhere')
      return send('GET', leadsTo)
    },
  }
}

function read(status: number, html: string, headers: Readonly<Record<string, unknown>>): Seen {
  const main = /<main[\s\S]*?<\/main>/.exec(html)?.[0] ?? html
  const summary = /<div[^>]*govuk-error-summary[\s\S]*?<\/ul>/.exec(html)?.[0] ?? ''
  const location = headers.location
  return {
    status,
    location: typeof location === 'string' ? location : undefined,
    html,
    title: plain(/<title[^>]*>([\s\S]*?)<\/title>/.exec(html)?.[1] ?? ''),
    heading: plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? ''),
    text: plain(main),
    labels: all(main, /<(?:label|legend)[^>]*>([\s\S]*?)<\/(?:label|legend)>/g).map(plain),
    errors: all(summary, /<li>([\s\S]*?)<\/li>/g).map(plain),
    errorFields: all(summary, /href="#([^"]*)"/g),
    links: all(main, /(?:href|action)="([^"]*)"/g).map(unescaped),
    headers,
  }
}

const all = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map(match => match[1]!)

const unescaped = (html: string): string =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')

/** The words of a piece of HTML, with single spaces. */
const plain = (html: string): string =>
  unescaped(html.replaceAll(/<[^>]+>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim()
