import type { Viewer } from '../viewer.ts'
// Signing in: the address and password, then the second factor; and signing out.

import { digestOf } from '../../platform/ids.ts'
import { redirect, text, type View } from '../../platform/web/page.ts'
import { sessionCookieName } from '../../platform/web/server.ts'
import { givePassword, giveSecondFactor, signOut } from '../actions.ts'
import type { OpenPage } from '../page.ts'
import { anySession, onBehalfOf, pendingSignIn, sessionFor } from '../store.ts'
import { waitInWords, whenceOf } from './whence.ts'

const again = 'Your sign-in took too long or was broken off. Start again.'

const passwordView = (data: object = {}): View => ({
  template: 'access/pages/sign-in.njk',
  data: { heading: 'Sign in', ...data },
})

/** The first page: the same words and the same work whether or not there is such an account. */
export const signInPage: OpenPage = {
  path: '/sign-in',
  allow: 'anyone',
  shows: 'no child',
  async get({ services }) {
    return passwordView({ demonstration: services.demonstration })
  },
  async post(request) {
    const email = text(request.body, 'email')
    // A password is taken as it was typed, spaces and all.
    const typed = request.body.password
    const password = typeof typed === 'string' ? typed.slice(0, 1000) : ''
    const errors = [
      ...(email ? [] : [{ field: 'email', text: 'Enter your email address' }]),
      ...(password ? [] : [{ field: 'password', text: 'Enter your password' }]),
    ]
    const view = passwordView({ email, demonstration: request.services.demonstration })
    if (errors.length) return { ...view, errors }
    const answer = await givePassword(request.db, { email, password }, whenceOf(request))
    switch (answer.is) {
      case 'wait':
        return { ...view, errors: [{ field: 'email', text: waitInWords(answer.seconds) }] }
      case 'wrong':
        return {
          ...view,
          errors: [{ field: 'email', text: 'The email address or the password is not right' }],
        }
      case 'half':
        return {
          ...redirect('/sign-in/code'),
          cookie: { name: sessionCookieName(request.services.publicUrl), value: answer.cookie },
        }
      default:
        return answer satisfies never
    }
  },
}

/** The second page, and its twin for a person without their telephone. */
function secondFactorPage(kind: 'authenticator' | 'recovery'): OpenPage {
  const recovery = kind === 'recovery'
  const view: View = {
    template: 'access/pages/code.njk',
    data: {
      heading: recovery ? 'Enter a recovery code' : 'Enter the code from your authenticator app',
      recovery,
      back: { href: '/sign-in' },
    },
  }
  return {
    path: recovery ? '/sign-in/recovery' : '/sign-in/code',
    allow: 'anyone',
    shows: 'no child',
    async get({ db, body }) {
      return (await pendingSignIn(db, text(body, 'cookie'))) ? view : redirect('/sign-in', again)
    },
    async post(request) {
      const code = text(request.body, 'code')
      const wrong = (says: string) => ({ ...view, errors: [{ field: 'code', text: says }] })
      if (!code)
        return wrong(recovery ? 'Enter one of your recovery codes' : 'Enter the 6 digits your app shows')
      const answer = await giveSecondFactor(
        request.db,
        { cookie: text(request.body, 'cookie'), code, kind },
        whenceOf(request),
      )
      switch (answer.is) {
        case 'wait':
          return wrong(waitInWords(answer.seconds))
        case 'wrong':
          return wrong(
            recovery
              ? 'This is not one of your recovery codes, or it has been used'
              : 'This is not the code now, or it has been used. Wait for the next one',
          )
        case 'ended':
          return redirect('/sign-in', again)
        case 'no role':
          return redirect(
            '/sign-in',
            'You hold no role today. Ask your head or the CME manager of your authority.',
          )
        case 'in': {
          const to = answer.hats > 1 ? '/choose' : '/'
          const says = answer.recoveryCode
            ? 'That recovery code is used up. If you have lost your telephone, set up a new authenticator in Account.'
            : undefined
          return {
            ...redirect(to, says),
            cookie: { name: sessionCookieName(request.services.publicUrl), value: answer.cookie },
          }
        }
        default:
          return answer satisfies never
      }
    },
  }
}
export const codePage = secondFactorPage('authenticator')
export const recoveryPage = secondFactorPage('recovery')

/** Ends the session, clears the cookie, and tells the browser to forget what it kept of us. */
export const signOutPage: OpenPage = {
  path: '/sign-out',
  allow: 'anyone',
  shows: 'no child',
  async post(request) {
    const cookie = text(request.body, 'cookie')
    const session = cookie ? await anySession(request.db, cookie) : undefined
    if (session) {
      const self = await onBehalfOf(request.db, session.la_code, session.person_id, request.today)
      await signOut(request.db, { ...self, name: session.name, session: digestOf(cookie) }, request.now)
    }
    return {
      ...redirect('/sign-in', 'You are signed out.'),
      cookie: { name: sessionCookieName(request.services.publicUrl), value: null },
    }
  },
}

/** Where a person's own work is. */
const homeOf = ({ side, role }: Viewer): string => {
  if (side === 'desk') return role === 'field-officer' ? '/visits' : '/desk'
  return side === 'school' ? '/today' : side === 'trust' ? '/trust' : '/work'
}

/** The start: everyone's own work, or the way in. */
export const startPage: OpenPage = {
  path: '/',
  allow: 'anyone',
  shows: 'no child',
  async get({ body, services, now, today }) {
    const cookie = text(body, 'cookie')
    const session = cookie ? await sessionFor(services.sql, cookie, now, today) : undefined
    if (!session) return redirect(services.demonstration ? '/demonstration' : '/sign-in')
    return redirect(homeOf(session.viewer))
  },
}
