// One's own account: factors, where one is signed in, what one has looked at.

import { momentInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { redirect, text, type View } from '../../platform/web/page.ts'
import { sessionCookieName } from '../../platform/web/server.ts'
import { changePassword, endOwnSession, newFactorSecret, newRecoveryCodes, resetFactor } from '../actions.ts'
import { lookedAt } from '../looked-at.ts'
import type { Page, Request } from '../page.ts'
import { formMinutes, isSecret } from '../second-factor.ts'
import { hatsOf, ownLooks, personById, recoveryCodesLeft, sessionsOf } from '../store.ts'
import { type Role, roleNames } from '../viewer.ts'
import { authenticatorData, recoveryCodesView } from './invitation.ts'
import { proveFirst } from './prove.ts'

export const accountPage: Page = {
  path: '/account',
  allow: 'own.account',
  shows: 'no child',
  async get({ db, viewer, now }) {
    const person = await personById(db, viewer.la, viewer.personId)
    if (!person) throw new NotFound('person')
    const hats = await hatsOf(db, viewer.la, viewer.personId, viewer.today)
    const sessions = await sessionsOf(db, viewer.la, viewer.personId, now)
    const looks = await ownLooks(db, viewer)
    return {
      template: 'access/pages/account.njk',
      data: {
        heading: 'Your account',
        name: person.name,
        email: person.email,
        hats: hats.map(hat => `${roleNames[hat.role]}, ${hat.organisation}`),
        hasPassword: person.password_hash !== null,
        recoveryCodes: await recoveryCodesLeft(db, viewer.la, viewer.personId),
        sessions: sessions.map(session => ({
          id: session.token_hash.slice(0, 16),
          device: session.device,
          role: roleNames[session.hat as Role] ?? session.hat,
          started: momentInWords(session.started_at),
          seen: momentInWords(session.last_seen_at),
          here: session.token_hash === viewer.session,
        })),
        looks: looks.map(look => ({
          at: momentInWords(look.at),
          page: lookedAt(look.page),
          role: roleNames[look.role as Role] ?? look.role,
          why: look.why ?? 'Not asked',
        })),
      },
    }
  },
  /** Ends one of one's sessions. */
  async post({ db, viewer, body, now }) {
    const session = text(body, 'session')
    if (!/^[0-9a-f]{16}$/.test(session) || viewer.session?.startsWith(session)) throw new NotFound('session')
    if (!(await endOwnSession(db, viewer, session, now))) throw new NotFound('session')
    return redirect('/account', 'That session has ended.')
  },
}

const passwordView: View = {
  template: 'access/pages/password.njk',
  data: { heading: 'Change your password', back: { href: '/account' } },
}
export const passwordPage: Page = {
  path: '/account/password',
  allow: 'own.account',
  shows: 'no child',
  async get(request) {
    return proveFirst(request, '/account/password') ?? passwordView
  },
  async post(request) {
    const stale = proveFirst(request, '/account/password', formMinutes)
    if (stale) return stale
    const { body, db, viewer, now } = request
    const raw = (name: string) => (typeof body[name] === 'string' ? body[name].slice(0, 1000) : '')
    const decision = await changePassword(
      db,
      viewer,
      { current: raw('current'), password: raw('password') },
      now,
    )
    if (decision.allowed)
      return redirect('/account', 'Your password is changed. Your other sessions have ended.')
    const says = decision.refusals[0]!.says
    return {
      ...passwordView,
      errors: [{ field: says.startsWith('This is not') ? 'current' : 'password', text: says }],
    }
  },
}

async function newFactorView(request: Request, secret: string): Promise<View> {
  const person = await personById(request.db, request.viewer.la, request.viewer.personId)
  return {
    template: 'access/pages/authenticator.njk',
    data: {
      heading: 'Set up a new authenticator app',
      back: { href: '/account' },
      secret,
      ...(await authenticatorData(secret, person?.email ?? '')),
    },
  }
}
export const newFactorPage: Page = {
  path: '/account/authenticator',
  allow: 'own.account',
  shows: 'no child',
  async get(request) {
    return proveFirst(request, '/account/authenticator') ?? newFactorView(request, newFactorSecret())
  },
  async post(request) {
    const stale = proveFirst(request, '/account/authenticator', formMinutes)
    if (stale) return stale
    const { body, db, viewer, now, services } = request
    const secret = text(body, 'secret')
    if (!isSecret(secret)) throw new NotFound('secret')
    const person = { id: viewer.personId, name: viewer.name }
    const decision = await resetFactor(db, viewer, person, { secret, code: text(body, 'code') }, now)
    if (!decision.allowed) {
      const errors = decision.refusals.map(refusal => ({ field: 'code', text: refusal.says }))
      return { ...(await newFactorView(request, secret)), errors }
    }
    return {
      ...redirect(
        '/sign-in',
        'Your new authenticator is set up, and every session has ended. Sign in again.',
      ),
      cookie: { name: sessionCookieName(services.publicUrl), value: null },
    }
  },
}

export const recoveryCodesPage: Page = {
  path: '/account/recovery-codes',
  allow: 'own.account',
  shows: 'no child',
  async get(request) {
    return (
      proveFirst(request, '/account/recovery-codes') ?? {
        template: 'access/pages/new-recovery-codes.njk',
        data: { heading: 'Make new recovery codes', back: { href: '/account' } },
      }
    )
  },
  async post(request) {
    const stale = proveFirst(request, '/account/recovery-codes', formMinutes)
    if (stale) return stale
    const { db, viewer, now } = request
    const codes = await newRecoveryCodes(db, viewer, { id: viewer.personId, name: viewer.name }, now)
    return recoveryCodesView(codes, { href: '/account', text: 'I have kept them' })
  },
}
