// What is done with accounts: signing in and out, setting factors, inviting and ending people, giving and ending
// roles. Each runs inside the transaction it is given; each that changes something says so in history.
import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { parseLocalDate } from '../calendar/local-date.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, refused } from '../platform/errors.ts'
import { digestOf, newSecret } from '../platform/ids.ts'
import { addSchool, chooseSetting, closeSchool, setTermDates } from '../schools/actions.ts'
import { type SettingKey, type SettingValue, settingInWords } from '../schools/settings.ts'
import type { NewSchool } from '../schools/store.ts'
import { may } from './actions-allowed.ts'
import { refusalToGive } from './granting.ts'
import { problemWithPassword } from './passwords.ts'
import { recoveryCodeFrom, recoveryCodeKey, recoveryCodesMade, secretFrom, stepOf } from './second-factor.ts'
import {
  acrossOrganisations,
  attemptsFrom,
  attemptsOf,
  demonstrationPeople,
  endGrants,
  endOldest,
  endPersonRow,
  endSession,
  endSessions,
  grantsOf,
  hatsOf,
  holdsElsewhere,
  insertAccessEvent,
  insertAttempt,
  insertGrant,
  insertInvitation,
  insertPerson,
  insertSession,
  invitationFor,
  lastHatOf,
  managedPerson,
  onBehalfOf,
  owesFactor,
  pendingSignIn,
  peopleSigningIn,
  personByEmail,
  personById,
  replaceRecoveryCodes,
  reviveRow,
  setFactor,
  setHat,
  setPassword,
  setProved,
  useInvitation,
  useRecoveryCode,
  useStep,
} from './store.ts'
import { secondsForPlace, secondsToWait, throttleMinutes } from './throttle.ts'
import { nobody, type Role, roleNames, type Viewer } from './viewer.ts'

const sessionsMax = 5
const pendingMinutes = 10
const invitationDays = 7

/** A hash of nothing anybody knows: checked when there is no account, so that the answer takes as long. */
let nobodysHash: Promise<string> | undefined
const dummyHash = () => {
  nobodysHash ??= hash(newSecret())
  return nobodysHash
}

/** Where a sign-in comes from: an address on the network, and what the browser says it is. */
export type Whence = { ip: string; device: string; now: Date; today: string }

export type SignInAnswer = { is: 'wait'; seconds: number } | { is: 'wrong' } | { is: 'half'; cookie: string }

/**
 * The first half of signing in. The answer and the work are the same whether or not there is such an account; a wrong
 * try slows down this address from this place, and nobody anywhere else.
 */
export async function givePassword(
  tx: Tx,
  given: { email: string; password: string },
  whence: Whence,
): Promise<SignInAnswer> {
  const email = given.email.toLowerCase()
  const attempt = { who: digestOf(`password ${email} ${whence.ip}`), whence: digestOf(`place ${whence.ip}`) }
  const seconds = await mustWait(tx, attempt, whence.now)
  if (seconds > 0) return { is: 'wait', seconds }

  const rows = await peopleSigningIn(tx, email)
  let person: (typeof rows)[number] | undefined
  for (const row of rows.length > 0 ? rows : [undefined]) {
    const matches = await verify(row?.password_hash ?? (await dummyHash()), given.password)
    // Somebody without a second factor has not finished their invitation.
    if (matches && row?.password_hash && row.totp_secret) person ??= row
  }
  await insertAttempt(tx, { ...attempt, at: whence.now, good: person !== undefined })
  if (!person) return { is: 'wrong' }

  await onBehalfOf(tx, person.la_code, person.id, whence.today)
  const cookie = newSecret()
  await insertSession(tx, {
    la: person.la_code,
    personId: person.id,
    cookie,
    hat: owesFactor,
    now: whence.now,
    factorAt: undefined,
    device: whence.device,
  })
  return { is: 'half', cookie }
}

export type SecondAnswer =
  | { is: 'wait'; seconds: number }
  | { is: 'wrong' }
  | { is: 'ended' }
  | { is: 'no role' }
  | { is: 'in'; cookie: string; hats: number; recoveryCode: boolean }

/**
 * The second half: a code from the authenticator, or a recovery code. Gives a new cookie, so that whoever put the
 * first one into this browser gains nothing by it.
 */
export async function giveSecondFactor(
  tx: Tx,
  given: { cookie: string; code: string; kind: 'authenticator' | 'recovery' },
  whence: Whence,
): Promise<SecondAnswer> {
  const pending = await pendingSignIn(tx, given.cookie)
  if (!pending) return { is: 'ended' }
  const { la_code: la, person_id: personId } = pending
  const self = await onBehalfOf(tx, la, personId, whence.today)
  if (whence.now.getTime() - pending.started_at.getTime() > pendingMinutes * 60_000) {
    await endSession(tx, la, personId, digestOf(given.cookie), whence.now)
    return { is: 'ended' }
  }
  const attempt = {
    who: digestOf(`code ${personId} ${whence.ip}`),
    whence: digestOf(`codes of ${whence.ip}`),
  }
  const seconds = await mustWait(tx, attempt, whence.now)
  if (seconds > 0) return { is: 'wait', seconds }
  const good =
    given.kind === 'recovery'
      ? await useRecoveryCode(tx, la, personId, digestOf(recoveryCodeKey(given.code)), whence.now)
      : await codeIsGood(tx, la, personId, given.code, whence.now)
  await insertAttempt(tx, { ...attempt, at: whence.now, good })
  if (!good) return { is: 'wrong' }

  await endSession(tx, la, personId, digestOf(given.cookie), whence.now)
  const started = await startSession(tx, self, { name: pending.name, how: given.kind }, whence)
  return started ? { is: 'in', ...started, recoveryCode: given.kind === 'recovery' } : { is: 'no role' }
}

/** One press, in a demonstration alone: `demonstrationPeople` answers nobody anywhere else. */
export async function enterDemonstration(
  tx: Tx,
  chosen: { personId: string; role: string },
  whence: Whence,
): Promise<{ cookie: string } | undefined> {
  const person = (await demonstrationPeople(tx)).find(p => p.id === chosen.personId && p.role === chosen.role)
  if (!person) return undefined
  const self = await onBehalfOf(tx, person.la_code, person.id, whence.today)
  return startSession(tx, self, { name: person.name, how: 'demonstration', hat: person.role }, whence)
}

async function startSession(
  tx: Tx,
  self: Viewer,
  by: { name: string; how: string; hat?: Role },
  whence: Whence,
): Promise<{ cookie: string; hats: number } | undefined> {
  const { la, personId } = self
  const hats = await hatsOf(tx, la, personId, whence.today)
  const last = by.hat ?? (await lastHatOf(tx, la, personId))
  const hat = hats.find(one => one.role === last) ?? hats[0]
  if (!hat) return undefined
  const cookie = newSecret()
  await insertSession(tx, {
    la,
    personId,
    cookie,
    hat: hat.role,
    now: whence.now,
    factorAt: whence.now,
    device: whence.device,
  })
  await endOldest(tx, la, personId, sessionsMax, whence.now)
  await insertAccessEvent(tx, {
    la,
    by: personId,
    byName: by.name,
    about: personId,
    what: 'signed in',
    detail: { how: by.how, device: whence.device },
  })
  return { cookie, hats: hats.length }
}

async function mustWait(tx: Tx, attempt: { who: string; whence: string }, now: Date): Promise<number> {
  const since = new Date(now.getTime() - throttleMinutes * 60_000)
  return Math.max(
    secondsToWait(await attemptsOf(tx, attempt.who, since), now),
    secondsForPlace(await attemptsFrom(tx, attempt.whence, since), now),
  )
}

async function codeIsGood(tx: Tx, la: string, personId: string, code: string, now: Date): Promise<boolean> {
  const person = await personById(tx, la, personId)
  if (!person?.totp_secret) return false
  const step = stepOf(person.totp_secret, code, now)
  return step !== undefined && (await useStep(tx, la, personId, step))
}

/** Ends the session whose cookie this is, finished or not. */
export async function signOut(tx: Tx, viewer: Viewer, now: Date): Promise<void> {
  if (viewer.session) await endSession(tx, viewer.la, viewer.personId, viewer.session, now)
  await insertAccessEvent(tx, {
    la: viewer.la,
    by: viewer.personId,
    byName: viewer.name,
    about: viewer.personId,
    what: 'signed out',
  })
}

/** Puts another of one's own hats on, in this session alone. */
export async function changeHat(tx: Tx, viewer: Viewer, role: string): Promise<boolean> {
  const hats = await hatsOf(tx, viewer.la, viewer.personId, viewer.today)
  if (!viewer.session || !hats.some(hat => hat.role === role)) return false
  await setHat(tx, viewer.la, viewer.session, role)
  return true
}

export type Proof = { is: 'proved' } | { is: 'wrong' } | { is: 'wait'; seconds: number }

/** Has the person in front of this session the second factor in their hand now? Wrong codes slow down. */
export async function proveFactor(tx: Tx, viewer: Viewer, code: string, now: Date): Promise<Proof> {
  const attempt = {
    who: digestOf(`prove ${viewer.personId}`),
    whence: digestOf(`prove in ${viewer.session ?? viewer.personId}`),
  }
  const seconds = await mustWait(tx, attempt, now)
  if (seconds > 0) return { is: 'wait', seconds }
  const good = await codeIsGood(tx, viewer.la, viewer.personId, code, now)
  await insertAttempt(tx, { ...attempt, at: now, good })
  if (!good) return { is: 'wrong' }
  if (viewer.session) await setProved(tx, viewer.la, viewer.session, now)
  return { is: 'proved' }
}

// One's own factors.

/** Sets a password. Refused where it is easy to guess. */
export async function choosePassword(
  tx: Tx,
  viewer: Viewer,
  person: { id: string; name: string; email: string },
  password: string,
): Promise<Decision<void>> {
  const problem = problemWithPassword(password, person)
  if (problem) return refused({ says: problem })
  await setPassword(tx, viewer.la, person.id, await hash(password))
  await insertAccessEvent(tx, {
    la: viewer.la,
    by: person.id,
    byName: person.name,
    about: person.id,
    what: 'password set',
  })
  return allowed(undefined)
}

/** Changes one's own password, the old one given, and ends every other session. */
export async function changePassword(
  tx: Tx,
  viewer: Viewer,
  given: { current: string; password: string },
  now: Date,
): Promise<Decision<void>> {
  const person = await personById(tx, viewer.la, viewer.personId)
  if (!person) return refused({ says: 'There is no such account' })
  if (!(await verify(person.password_hash ?? (await dummyHash()), given.current))) {
    return refused({ says: 'This is not your password now' })
  }
  const chosen = await choosePassword(tx, viewer, person, given.password)
  if (chosen.allowed) await endSessions(tx, viewer.la, viewer.personId, now, viewer.session)
  return chosen
}

/** A new secret for an authenticator app. */
export function newFactorSecret(): string {
  return secretFrom(randomBytes(20))
}

/**
 * Takes an authenticator into use: its code shows that the secret arrived. Every session of the person ends, since
 * whoever had the old factor may be in one.
 */
export async function resetFactor(
  tx: Tx,
  viewer: Viewer,
  person: { id: string; name: string },
  factor: { secret: string; code: string },
  now: Date,
): Promise<Decision<void>> {
  const step = stepOf(factor.secret, factor.code, now)
  if (step === undefined)
    return refused({ says: 'This is not the code that the app shows now. Try the next one.' })
  await setFactor(tx, viewer.la, person.id, factor.secret)
  await useStep(tx, viewer.la, person.id, step)
  await endSessions(tx, viewer.la, person.id, now)
  await insertAccessEvent(tx, {
    la: viewer.la,
    by: person.id,
    byName: person.name,
    about: person.id,
    what: 'authenticator set',
  })
  return allowed(undefined)
}

/** Ten new recovery codes, shown once; the old ones serve no more. */
export async function newRecoveryCodes(
  tx: Tx,
  viewer: Viewer,
  person: { id: string; name: string },
  now: Date,
): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodesMade }, () => recoveryCodeFrom(randomBytes(10)))
  await replaceRecoveryCodes(
    tx,
    viewer.la,
    person.id,
    codes.map(code => digestOf(recoveryCodeKey(code))),
    now,
  )
  await insertAccessEvent(tx, {
    la: viewer.la,
    by: person.id,
    byName: person.name,
    about: person.id,
    what: 'recovery codes made',
  })
  return codes
}

// Invitations.

/** First step of an invitation: the password. The secret of the authenticator is made with it. */
export async function answerInvitationPassword(
  tx: Tx,
  token: string,
  password: string,
  whence: { now: Date; today: string },
): Promise<Decision<void>> {
  const invitation = await invitationFor(tx, token, whence.now)
  if (!invitation) return refused({ says: 'This link has been used or has run out' })
  const person = { id: invitation.person_id, name: invitation.name, email: invitation.email }
  const self = await onBehalfOf(tx, invitation.la_code, person.id, whence.today)
  const chosen = await choosePassword(tx, self, person, password)
  if (chosen.allowed) await setFactor(tx, self.la, person.id, newFactorSecret())
  return chosen
}

/** Last step: the first code of the authenticator. Gives the recovery codes, once; the link serves no more. */
export async function answerInvitationCode(
  tx: Tx,
  token: string,
  code: string,
  whence: { now: Date; today: string },
): Promise<Decision<string[]>> {
  const invitation = await invitationFor(tx, token, whence.now)
  if (!invitation) return refused({ says: 'This link has been used or has run out' })
  const self = await onBehalfOf(tx, invitation.la_code, invitation.person_id, whence.today)
  const person = await personById(tx, self.la, self.personId)
  if (!person?.password_hash || !person.totp_secret) return refused({ says: 'Choose a password first' })
  const set = await resetFactor(tx, self, person, { secret: person.totp_secret, code }, whence.now)
  if (!set.allowed) return set
  if (!(await useInvitation(tx, self.la, invitation.invitation_id, whence.now))) {
    return refused({ says: 'This link has been used or has run out' })
  }
  return allowed(await newRecoveryCodes(tx, self, person, whence.now))
}

/** Makes the one link with which a person sets their password and factor; an earlier link serves no more. */
async function invitePerson(tx: Tx, viewer: Viewer, person: { id: string }, now: Date): Promise<string> {
  const token = newSecret()
  await insertInvitation(tx, {
    la: viewer.la,
    personId: person.id,
    token,
    madeName: viewer.name,
    now,
    expiresAt: new Date(now.getTime() + invitationDays * 86_400_000),
  })
  return token
}

// People and roles, by their manager or head.

export type GivenRole = {
  role: Role
  schoolId: string | undefined
  startsOn: string
  endsOn: string | undefined
  why: string
}

/**
 * Gives a person a role, and an account if they have none.
 * Gives the token of the invitation link, or undefined where the person has an account already.
 */
export async function invite(
  tx: Tx,
  viewer: Viewer,
  given: { name: string; email: string } & GivenRole,
  now: Date,
): Promise<Decision<{ personId: string; token: string | undefined }>> {
  const wrong = refusalToGive(viewer, { ...given, personId: undefined }) ?? wrongDays(given)
  if (wrong) return refused({ says: wrong })
  // A head may not read people of other schools, and one person may work at two: so the system looks.
  return acrossOrganisations(tx, viewer, async system => {
    const known = await personByEmail(tx, viewer.la, given.email)
    if (known?.id === viewer.personId) return refused({ says: 'Nobody gives a role to themselves' })
    const personId =
      known?.id ?? (await insertPerson(tx, { la: viewer.la, name: given.name, email: given.email }))
    if (known?.ended_at) {
      await reviveRow(tx, viewer.la, known.id, given.name)
      await setFactor(tx, viewer.la, known.id, undefined)
    }
    // Somebody invited elsewhere who has not answered yet keeps the link they were given: with one of their own a head
    // would have whatever the other invitation gives.
    const isOthers =
      viewer.role === 'headteacher' && (await holdsElsewhere(tx, system, personId, viewer.schools))
    const needsLink = (!known || known.ended_at !== null || !known.totp_secret) && !isOthers
    const token = needsLink ? await invitePerson(tx, viewer, { id: personId }, now) : undefined
    await insertAccessEvent(tx, {
      la: viewer.la,
      by: viewer.personId,
      byName: viewer.name,
      about: personId,
      what: token ? 'invited' : 'given a further role',
      detail: { why: given.why },
    })
    await writeGrant(tx, viewer, personId, given)
    return allowed({ personId, token })
  })
}

/** Gives a further role to someone whom the viewer manages. */
export async function giveRole(
  tx: Tx,
  viewer: Viewer,
  personId: string,
  given: GivenRole,
): Promise<Decision<void>> {
  const wrong = refusalToGive(viewer, { ...given, personId }) ?? wrongDays(given)
  if (wrong) return refused({ says: wrong })
  if (!(await managedPerson(tx, viewer, personId))) return refused({ says: 'There is no such person' })
  const held = await grantsOf(tx, viewer, personId)
  const already = held.some(
    grant =>
      !grant.ended_at && grant.role === given.role && (grant.school_id ?? undefined) === given.schoolId,
  )
  if (already) return refused({ says: 'This person holds that role there already' })
  await writeGrant(tx, viewer, personId, given)
  return allowed(undefined)
}

function wrongDays(given: GivenRole): string | undefined {
  if (!parseLocalDate(given.startsOn)) return 'Enter the day the role starts'
  if (given.endsOn === undefined) return undefined
  return parseLocalDate(given.endsOn) && given.endsOn >= given.startsOn
    ? undefined
    : 'The day the role ends must be on or after the day it starts'
}

async function writeGrant(tx: Tx, viewer: Viewer, personId: string, given: GivenRole): Promise<void> {
  await insertGrant(tx, {
    la: viewer.la,
    personId,
    role: given.role,
    schoolId: given.schoolId,
    startsOn: given.startsOn,
    endsOn: given.endsOn,
    givenBy: viewer.personId === nobody ? undefined : viewer.personId,
    givenName: viewer.name,
    why: given.why,
  })
  await insertAccessEvent(tx, {
    la: viewer.la,
    by: viewer.personId,
    byName: viewer.name,
    about: personId,
    what: 'role given',
    detail: {
      role: given.role,
      school: given.schoolId ?? null,
      from: given.startsOn,
      until: given.endsOn ?? null,
    },
  })
}

/** Ends one role. It is gone at the person's next press. */
export async function endRole(
  tx: Tx,
  viewer: Viewer,
  personId: string,
  grantId: string,
  why: string,
  now: Date,
): Promise<Decision<void>> {
  const grant = (await grantsOf(tx, viewer, personId)).find(one => one.id === grantId && !one.ended_at)
  if (!grant) return refused({ says: 'This role has ended already' })
  const wrong = refusalToGive(viewer, { role: grant.role, schoolId: grant.school_id ?? undefined, personId })
  if (wrong) return refused({ says: wrong })
  await endGrants(tx, viewer, { personId, grantId }, now, why)
  await insertAccessEvent(tx, {
    la: viewer.la,
    by: viewer.personId,
    byName: viewer.name,
    about: personId,
    what: 'role ended',
    detail: { role: grant.role, school: grant.school_id, why },
  })
  return allowed(undefined)
}

/**
 * Ends a person: by a manager the account, with every role and session; by a head what the person may do at the
 * head's own schools, and the account only if nothing is left.
 */
export async function endPerson(
  tx: Tx,
  viewer: Viewer,
  personId: string,
  why: string,
  now: Date,
): Promise<Decision<{ accountEnded: boolean }>> {
  if (personId === viewer.personId)
    return refused({ says: 'Nobody ends their own account. Ask another manager or head.' })
  const person = await managedPerson(tx, viewer, personId)
  if (!person) return refused({ says: 'There is no such person' })
  if (person.ended_at) return refused({ says: 'This account has ended already' })
  return acrossOrganisations(tx, viewer, async system => {
    const atSchools = viewer.role === 'headteacher' ? { schools: viewer.schools } : {}
    await endGrants(tx, { ...system, name: viewer.name }, { personId, ...atSchools }, now, why)
    const left = (await grantsOf(tx, system, personId)).some(grant => !grant.ended_at)
    if (!left) {
      await endPersonRow(tx, viewer.la, personId, now, why)
      await setFactor(tx, viewer.la, personId, undefined)
      await replaceRecoveryCodes(tx, viewer.la, personId, [], now)
      await endSessions(tx, viewer.la, personId, now)
    }
    await insertAccessEvent(tx, {
      la: viewer.la,
      by: viewer.personId,
      byName: viewer.name,
      about: personId,
      what: left ? 'roles at a school ended' : 'account ended',
      detail: { why },
    })
    return allowed({ accountEnded: !left })
  })
}

/** Clears a person's password and factors, ends their sessions, and gives a new link. */
export async function recoverPerson(
  tx: Tx,
  viewer: Viewer,
  personId: string,
  why: string,
  now: Date,
): Promise<Decision<string>> {
  if (personId === viewer.personId)
    return refused({ says: 'Use your account page to change your own factors' })
  const person = await managedPerson(tx, viewer, personId)
  if (!person || person.ended_at) return refused({ says: 'There is no such person' })
  return acrossOrganisations(tx, viewer, async system => {
    // A head who could reset a manager's account could take it over; one who becomes a manager next week, too.
    if (viewer.role === 'headteacher' && (await holdsElsewhere(tx, system, personId, viewer.schools))) {
      return refused({ says: 'This person also works elsewhere: ask the CME manager of your authority' })
    }
    return allowed(await clearFactors(tx, viewer, personId, why, now))
  })
}

async function clearFactors(
  tx: Tx,
  viewer: Viewer,
  personId: string,
  why: string,
  now: Date,
): Promise<string> {
  await setFactor(tx, viewer.la, personId, undefined)
  await replaceRecoveryCodes(tx, viewer.la, personId, [], now)
  await endSessions(tx, viewer.la, personId, now)
  await insertAccessEvent(tx, {
    la: viewer.la,
    by: viewer.personId === nobody ? undefined : viewer.personId,
    byName: viewer.name,
    about: personId,
    what: 'factors cleared',
    detail: { why },
  })
  return invitePerson(tx, viewer, { id: personId }, now)
}

// From the command line, by whoever looks after the installation.

/** Adds an authority's manager. The viewer is the system. Gives the token of the invitation link. */
export async function firstManager(
  tx: Tx,
  system: Viewer,
  given: { name: string; email: string },
  now: Date,
): Promise<Decision<string>> {
  const invited = await invite(
    tx,
    system,
    {
      ...given,
      role: 'manager',
      schoolId: undefined,
      startsOn: system.today,
      endsOn: undefined,
      why: 'Set up from the command line',
    },
    now,
  )
  if (!invited.allowed) return invited
  if (!invited.value.token) {
    return refused({
      says: `${given.email} has an account already, which is now a ${roleNames.manager}'s. They can sign in.`,
    })
  }
  return allowed(invited.value.token)
}

/** The same for someone who lost everything. */
export async function recoverFromCommandLine(
  tx: Tx,
  system: Viewer,
  personId: string,
  now: Date,
): Promise<string> {
  return clearFactors(tx, system, personId, 'Recovered from the command line', now)
}

export type MadeUpPerson = {
  /** Given by the demonstration, so that it is the same each time. */
  id?: string
  name: string
  email: string
  roles: readonly { role: Role; schoolId?: string }[]
}

/**
 * Adds the made-up people of a demonstration. They have no password: one press signs in as them, only where the
 * database was made a demonstration. Their second factor follows from their address, so that pages that ask for one
 * can be tried.
 */
export async function makeDemonstrationPeople(
  tx: Tx,
  la: string,
  people: readonly MadeUpPerson[],
  startsOn = '2020-09-01',
): Promise<string[]> {
  const ids: string[] = []
  for (const person of people) {
    const secret = secretFrom(Buffer.from(digestOf(`demonstration ${person.email}`), 'hex').subarray(0, 20))
    const id = await insertPerson(tx, { la, ...person, demonstration: true, secret })
    ids.push(id)
    for (const { role, schoolId } of person.roles) {
      await insertGrant(tx, {
        la,
        personId: id,
        role,
        schoolId,
        startsOn,
        endsOn: undefined,
        givenBy: undefined,
        givenName: 'Onroll demonstration',
        why: 'A made-up person',
      })
    }
  }
  return ids
}

/** Ends one of one's own other sessions, by the beginning of its digest. */
export async function endOwnSession(tx: Tx, viewer: Viewer, hashStart: string, now: Date): Promise<boolean> {
  const ended = await endSession(tx, viewer.la, viewer.personId, hashStart, now)
  if (ended) {
    await insertAccessEvent(tx, {
      la: viewer.la,
      by: viewer.personId,
      byName: viewer.name,
      about: viewer.personId,
      what: 'session ended',
    })
  }
  return ended
}

// What a manager or head sets for others to work by; schools know how, this says who and keeps the history.

const mayNot = 'You may not change this'

async function changed(
  tx: Tx,
  viewer: Viewer,
  what: string,
  about: string | undefined,
  detail: object,
): Promise<void> {
  await insertAccessEvent(tx, {
    la: viewer.la,
    by: viewer.personId,
    byName: viewer.name,
    ...(about === undefined ? {} : { about }),
    what,
    detail,
  })
}

/** A manager adds a school by hand. */
export async function openSchool(tx: Tx, viewer: Viewer, school: NewSchool): Promise<Decision<string>> {
  if (!may(viewer, 'authority.settings')) return refused({ says: mayNot })
  const decision = await addSchool(tx, viewer, school)
  if (decision.allowed)
    await changed(tx, viewer, 'school added', decision.value, { name: school.name, urn: school.urn })
  return decision
}

/** A manager closes a school from a day. Roles there count no more from that day. */
export async function shutSchool(
  tx: Tx,
  viewer: Viewer,
  given: { id: string; closedOn: string; why: string },
): Promise<Decision<void>> {
  if (!may(viewer, 'authority.settings')) return refused({ says: mayNot })
  if (given.why.length < 5) return refused({ says: 'Say why' })
  const decision = await closeSchool(tx, viewer, given.id, given.closedOn)
  if (decision.allowed)
    await changed(tx, viewer, 'school closed', given.id, { on: given.closedOn, why: given.why })
  return decision
}

/** A manager sets the authority's term dates or any school's; a head those of their own schools. */
export async function giveTermDates(
  tx: Tx,
  viewer: Viewer,
  given: { schoolYear: number; schoolId: string | undefined; typed: string },
): Promise<Decision<{ changed: boolean; rows: number }>> {
  const own = given.schoolId !== undefined && viewer.schools.includes(given.schoolId)
  if (!may(viewer, 'authority.settings') && !(may(viewer, 'school.settings') && own))
    return refused({ says: mayNot })
  const decision = await setTermDates(tx, viewer, given)
  if (decision.allowed && decision.value.changed) {
    await changed(tx, viewer, 'term dates set', given.schoolId, {
      schoolYear: given.schoolYear,
      rows: decision.value.rows,
    })
  }
  return decision
}

/** A manager sets one of the authority's choices. */
export async function giveSetting(
  tx: Tx,
  viewer: Viewer,
  given: { key: SettingKey; value: SettingValue; fromOn: string; why: string },
): Promise<Decision<{ changed: boolean }>> {
  if (!may(viewer, 'authority.settings')) return refused({ says: mayNot })
  const decision = await chooseSetting(tx, viewer, given)
  if (decision.allowed && decision.value.changed) {
    const detail = {
      key: given.key,
      value: settingInWords(given.value, given.key),
      from: given.fromOn,
      why: given.why,
    }
    await changed(tx, viewer, 'setting chosen', undefined, detail)
  }
  return decision
}
