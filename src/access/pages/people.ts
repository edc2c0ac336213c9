// People: who is here, inviting, one person, giving and ending roles, a new link, ending an account.
import { dateInWords, type LocalDate } from '../../calendar/local-date.ts'
import { momentInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text, type View } from '../../platform/web/page.ts'
import { schoolById, schoolsOf } from '../../schools/store.ts'
import { endPerson, endRole, giveRole, invite, recoverPerson } from '../actions.ts'
import { rolesToGive } from '../granting.ts'
import type { Page, Request } from '../page.ts'
import { formMinutes } from '../second-factor.ts'
import { type GrantRow, grantsOf, type ManagedPerson, managedPerson, peopleOf } from '../store.ts'
import { isSchoolRole, type Role, roleNames, roles } from '../viewer.ts'
import { proveFirst } from './prove.ts'

const peopleShown = 100
const section = 'Settings'
const day = (on: string): string => dateInWords(on as LocalDate)

export const peoplePage: Page = {
  path: '/settings/people',
  allow: 'settings.open',
  shows: 'no child',
  section,
  async get({ db, viewer, query }) {
    const words = (query.find ?? '').trim().slice(0, 100)
    const people = await peopleOf(db, viewer, words, peopleShown + 1)
    return {
      template: 'access/pages/people.njk',
      data: {
        heading: 'People',
        back: { href: '/settings', text: 'Settings' },
        words,
        more: people.length > peopleShown,
        people: people.slice(0, peopleShown).map(person => ({
          href: `/settings/people/${person.id}`,
          name: person.name,
          email: person.email,
          roles: person.roles.map(held =>
            held.school ? `${roleNames[held.role]}, ${held.school}` : roleNames[held.role],
          ),
          state: person.ended_at ? 'Ended' : person.ready ? 'Can sign in' : 'Invited, has not answered',
        })),
      },
    }
  },
}

/** The fields that give a role, as typed or empty. */
async function roleFields({ db, viewer, body, today }: Request) {
  const sent = body.formToken !== undefined
  const [chosenRole, chosenSchool] = [text(body, 'role'), text(body, 'school')]
  const all = await schoolsOf(db, viewer)
  const open = all.filter(school => !school.closed_on || school.closed_on > today)
  const schools = viewer.side === 'school' ? open.filter(school => viewer.schools.includes(school.id)) : open
  return {
    roles: rolesToGive(viewer).map(role => ({
      value: role,
      text: roleNames[role],
      checked: role === chosenRole,
      hint: { text: isSchoolRole(role) ? 'At a school' : 'For the whole authority' },
    })),
    schools: [
      { value: '', text: 'Choose a school' },
      ...schools.map(school => ({
        value: school.id,
        text: school.name,
        selected: school.id === chosenSchool,
      })),
    ],
    forAuthority: viewer.side === 'authority',
    starts: dateBoxes('starts', sent ? { body } : { day: today as LocalDate }),
    ends: dateBoxes('ends', sent ? { body } : {}),
    why: text(body, 'why'),
  }
}

type ReadRole = {
  role: Role
  schoolId: string | undefined
  startsOn: string
  endsOn: string | undefined
  why: string
}

/** The typed role, or what is missing. */
function readRole({ body }: Request): { given: ReadRole } | { errors: FormError[] } {
  const role = roles.find(one => one === text(body, 'role'))
  const school = text(body, 'school')
  const [starts, ends] = [readDate(body, 'starts'), readDate(body, 'ends')]
  const why = text(body, 'why')
  const errors: FormError[] = []
  if (!role) errors.push({ field: 'role', text: 'Choose a role' })
  if (role && isSchoolRole(role) && !school) errors.push({ field: 'school', text: 'Choose the school' })
  if (!starts || starts === 'empty') errors.push({ field: 'starts', text: 'Enter the day the role starts' })
  if (ends === undefined)
    errors.push({ field: 'ends', text: 'Enter the day the role ends, or leave it empty' })
  if (!why) errors.push({ field: 'why', text: 'Say why, such as: new attendance officer from September' })
  if (errors.length || !role || !starts || starts === 'empty' || ends === undefined) return { errors }
  return {
    given: {
      role,
      schoolId: isSchoolRole(role) ? school : undefined,
      startsOn: starts,
      endsOn: ends === 'empty' ? undefined : ends,
      why,
    },
  }
}

/** The field that a refusal in words is about. */
function fieldOf(says: string): string {
  if (/school/.test(says)) return 'school'
  if (/day/.test(says)) return 'ends'
  return 'role'
}

async function inviteView(request: Request): Promise<View> {
  return {
    template: 'access/pages/invite.njk',
    data: {
      heading: 'Invite a person',
      back: { href: '/settings/people', text: 'People' },
      name: text(request.body, 'name'),
      email: text(request.body, 'email'),
      ...(await roleFields(request)),
    },
  }
}

/** The link is shown once, to whoever invites: they give it to the person by a way they trust. */
function linkView(request: Request, person: { name: string; href: string }, token: string): View {
  return {
    template: 'access/pages/link.njk',
    data: {
      heading: `Give this link to ${person.name}`,
      pageTitle: 'Give this link to the person',
      link: `${request.services.publicUrl}/invitation/${token}`,
      person,
    },
  }
}

export const invitePage: Page = {
  path: '/settings/people/invite',
  allow: 'settings.open',
  shows: 'no child',
  section,
  async get(request) {
    return proveFirst(request, '/settings/people/invite') ?? inviteView(request)
  },
  async post(request) {
    const stale = proveFirst(request, '/settings/people/invite', formMinutes)
    if (stale) return stale
    const { db, viewer, body, now } = request
    const [name, email] = [text(body, 'name'), text(body, 'email')]
    const read = readRole(request)
    const errors: FormError[] = []
    if (!name) errors.push({ field: 'name', text: 'Enter the person’s name' })
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254) {
      errors.push({ field: 'email', text: 'Enter an email address, such as name@example.org' })
    }
    if ('errors' in read || errors.length) {
      return { ...(await inviteView(request)), errors: [...errors, ...('errors' in read ? read.errors : [])] }
    }
    await knownSchool(request, read.given.schoolId)
    const decision = await invite(db, viewer, { name, email, ...read.given }, now)
    if (!decision.allowed) {
      const refusals = decision.refusals.map(({ says }) => ({ field: fieldOf(says), text: says }))
      return { ...(await inviteView(request)), errors: refusals }
    }
    const { personId, token } = decision.value
    const href = `/settings/people/${personId}`
    return token
      ? linkView(request, { name, href }, token)
      : redirect(href, 'This person has an account already. The role is added.')
  },
}

async function knownSchool({ db, viewer }: Request, id: string | undefined): Promise<void> {
  if (id !== undefined && !(await schoolById(db, viewer, id))) throw new NotFound('school')
}

async function thisPerson({ db, viewer, params }: Request): Promise<ManagedPerson> {
  const person = await managedPerson(db, viewer, params.person!)
  if (!person) throw new NotFound('person')
  return person
}

const grantInWords = (grant: GrantRow): string =>
  grant.school ? `${roleNames[grant.role]}, ${grant.school}` : roleNames[grant.role]

export const personPage: Page = {
  path: '/settings/people/:person',
  allow: 'settings.open',
  shows: 'no child',
  section,
  async get(request) {
    const person = await thisPerson(request)
    const grants = await grantsOf(request.db, request.viewer, person.id)
    const at = `/settings/people/${person.id}`
    const { viewer, today } = request
    const own = person.id === viewer.personId
    return {
      template: 'access/pages/person.njk',
      data: {
        heading: person.name,
        pageTitle: 'A person',
        back: { href: '/settings/people', text: 'People' },
        email: person.email,
        at,
        added: momentInWords(person.added_at),
        state: person.ended_at
          ? `Ended ${momentInWords(person.ended_at)}: ${person.ended_why ?? ''}`
          : person.ready
            ? 'Can sign in'
            : 'Invited, has not answered',
        ended: person.ended_at !== null,
        own,
        held: grants
          .filter(grant => !grant.ended_at && (!grant.ends_on || grant.ends_on >= today))
          .map(grant => ({
            says: grantInWords(grant),
            during: `From ${day(grant.starts_on)}${grant.ends_on ? ` to ${day(grant.ends_on)}` : ''}`,
            by: `Given by ${grant.given_name}: ${grant.why}`,
            href:
              own || !rolesToGive(viewer).includes(grant.role) ? undefined : `${at}/roles/${grant.id}/end`,
          })),
        past: grants
          .filter(grant => grant.ended_at || (grant.ends_on && grant.ends_on < today))
          .map(grant => ({
            says: grantInWords(grant),
            during: `From ${day(grant.starts_on)}`,
            by: grant.ended_at
              ? `Ended ${momentInWords(grant.ended_at)} by ${grant.ended_name}: ${grant.ended_why}`
              : `Ended ${day(grant.ends_on!)}, as agreed when it was given`,
          })),
      },
    }
  },
}

async function roleView(request: Request, person: ManagedPerson): Promise<View> {
  return {
    template: 'access/pages/give-role.njk',
    data: {
      heading: 'Give a role',
      back: { href: `/settings/people/${person.id}`, text: 'Back' },
      name: person.name,
      ...(await roleFields(request)),
    },
  }
}

export const giveRolePage: Page = {
  path: '/settings/people/:person/roles',
  allow: 'settings.open',
  shows: 'no child',
  section,
  async get(request) {
    const person = await thisPerson(request)
    return proveFirst(request, `/settings/people/${person.id}/roles`) ?? roleView(request, person)
  },
  async post(request) {
    const person = await thisPerson(request)
    const stale = proveFirst(request, `/settings/people/${person.id}/roles`, formMinutes)
    if (stale) return stale
    const read = readRole(request)
    if ('errors' in read) return { ...(await roleView(request, person)), errors: read.errors }
    await knownSchool(request, read.given.schoolId)
    const decision = await giveRole(request.db, request.viewer, person.id, read.given)
    if (!decision.allowed) {
      const errors = decision.refusals.map(({ says }) => ({ field: fieldOf(says), text: says }))
      return { ...(await roleView(request, person)), errors }
    }
    return redirect(`/settings/people/${person.id}`, 'The role is given.')
  },
}

/** A page that says what will happen, asks why, and does it. */
function confirmPage(page: {
  path: string
  heading: string
  what: (person: ManagedPerson, grant: string) => string[]
  button: string
  act: (
    request: Request,
    person: ManagedPerson,
    why: string,
  ) => Promise<{ says: string } | { done: string } | View>
}): Page {
  const view = async (request: Request, person: ManagedPerson): Promise<View> => {
    const grants = await grantsOf(request.db, request.viewer, person.id)
    const grant = grants.find(one => one.id === request.params.grant)
    if (request.params.grant && !grant) throw new NotFound('role')
    return {
      template: 'access/pages/confirm.njk',
      data: {
        heading: page.heading,
        back: { href: `/settings/people/${person.id}`, text: 'Back' },
        what: page.what(person, grant ? grantInWords(grant) : ''),
        button: page.button,
        why: text(request.body, 'why'),
      },
    }
  }
  const here = (request: Request) =>
    page.path.replace(':person', request.params.person!).replace(':grant', request.params.grant ?? '')
  return {
    path: page.path,
    allow: 'settings.open',
    shows: 'no child',
    section,
    async get(request) {
      const person = await thisPerson(request)
      return proveFirst(request, here(request)) ?? view(request, person)
    },
    async post(request) {
      const person = await thisPerson(request)
      const stale = proveFirst(request, here(request), formMinutes)
      if (stale) return stale
      const why = text(request.body, 'why')
      if (why.length < 3)
        return { ...(await view(request, person)), errors: [{ field: 'why', text: 'Say why' }] }
      const result = await page.act(request, person, why)
      if ('says' in result)
        return { ...(await view(request, person)), errors: [{ field: 'why', text: result.says }] }
      if ('done' in result) return redirect(`/settings/people/${person.id}`, result.done)
      return result
    },
  }
}

export const endRolePage = confirmPage({
  path: '/settings/people/:person/roles/:grant/end',
  heading: 'End this role',
  what: (person, grant) => [
    `${person.name} will no longer be: ${grant}.`,
    'It ends at once, at their next press. What they did stays on record. You can give the role again.',
  ],
  button: 'End the role',
  async act({ db, viewer, params, now }, person, why) {
    const decision = await endRole(db, viewer, person.id, params.grant!, why, now)
    return decision.allowed ? { done: 'The role has ended.' } : { says: decision.refusals[0]!.says }
  },
})

export const endPersonPage = confirmPage({
  path: '/settings/people/:person/end',
  heading: 'End this person’s access',
  what: person => [
    `${person.name} will be signed out everywhere, and can sign in no more.`,
    'A head ends what the person may do at the head’s own schools; roles elsewhere stay.',
    'What they did stays on record. You can invite them again.',
  ],
  button: 'End access',
  async act({ db, viewer, now }, person, why) {
    const decision = await endPerson(db, viewer, person.id, why, now)
    if (!decision.allowed) return { says: decision.refusals[0]!.says }
    return {
      done: decision.value.accountEnded
        ? 'The account has ended.'
        : 'The roles at your schools have ended. The person works elsewhere too, and keeps that.',
    }
  },
})

export const recoverPersonPage = confirmPage({
  path: '/settings/people/:person/recover',
  heading: 'Send a new link',
  what: person => [
    `${person.name} will be signed out everywhere. Password, authenticator and recovery codes stop working.`,
    'You get a link to give to the person, with which they set new ones. Make sure it is they who asked.',
  ],
  button: 'Clear and make a link',
  async act(request, person, why) {
    const decision = await recoverPerson(request.db, request.viewer, person.id, why, request.now)
    if (!decision.allowed) return { says: decision.refusals[0]!.says }
    return linkView(request, { name: person.name, href: `/settings/people/${person.id}` }, decision.value)
  },
})
