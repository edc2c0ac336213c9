// The one-time link with which a person sets their password and second factor.
import QRCode from 'qrcode'
import { NotFound } from '../../platform/errors.ts'
import { redirect, text, type View } from '../../platform/web/page.ts'
import { answerInvitationCode, answerInvitationPassword } from '../actions.ts'
import type { OpenPage } from '../page.ts'
import { passwordCharactersMin } from '../passwords.ts'
import { inGroups, otpauthAddress } from '../second-factor.ts'
import { type InvitationRow, invitationFor, onBehalfOf, personById } from '../store.ts'

const gone: View = {
  template: 'platform/web/templates/message.njk',
  status: 404,
  data: {
    heading: 'This link does not work any more',
    paragraphs: [
      'A link works once, for 7 days. Ask whoever invited you for a new one.',
      'If you have set up your account already, sign in.',
    ],
    links: [{ href: '/sign-in', text: 'Sign in' }],
  },
}

const passwordView = (invitation: InvitationRow): View => ({
  template: 'access/pages/invitation.njk',
  data: {
    heading: 'Choose a password',
    pageTitle: 'Choose a password',
    name: invitation.name,
    email: invitation.email,
    charactersMin: passwordCharactersMin,
  },
})

/** Step 1 of 2: the password. */
export const invitationPage: OpenPage = {
  path: '/invitation/:token',
  allow: 'anyone',
  shows: 'no child',
  async get({ db, params, now }) {
    const invitation = await invitationFor(db, params.token!, now)
    return invitation ? passwordView(invitation) : gone
  },
  async post(request) {
    const { db, params, body, now } = request
    const invitation = await invitationFor(db, params.token!, now)
    if (!invitation) return gone
    const typed = typeof body.password === 'string' ? body.password.slice(0, 1000) : ''
    if (!typed)
      return { ...passwordView(invitation), errors: [{ field: 'password', text: 'Choose a password' }] }
    const decision = await answerInvitationPassword(db, params.token!, typed, request)
    if (!decision.allowed) {
      const errors = decision.refusals.map(refusal => ({ field: 'password', text: refusal.says }))
      return { ...passwordView(invitation), errors }
    }
    return redirect(`/invitation/${params.token!}/authenticator`)
  },
}

/** A QR code as one inline picture, with its key as text beside it for those who cannot scan. */
export async function authenticatorData(secret: string, email: string): Promise<{ qr: string; key: string }> {
  const qr = await QRCode.toString(otpauthAddress(secret, email), { type: 'svg', margin: 2, width: 220 })
  return { qr, key: inGroups(secret) }
}

/** Step 2 of 2: the authenticator. Answers the right code with the recovery codes, which no page shows again. */
export const authenticatorPage: OpenPage = {
  path: '/invitation/:token/authenticator',
  allow: 'anyone',
  shows: 'no child',
  async get({ db, params, now, today }) {
    const invitation = await invitationFor(db, params.token!, now)
    if (!invitation) return gone
    return (await authenticatorView(db, invitation, today)) ?? redirect(`/invitation/${params.token!}`)
  },
  async post(request) {
    const { db, params, body, now, today } = request
    const invitation = await invitationFor(db, params.token!, now)
    if (!invitation) return gone
    const view = await authenticatorView(db, invitation, today)
    if (!view) throw new NotFound('authenticator')
    const code = text(body, 'code')
    if (!code) return { ...view, errors: [{ field: 'code', text: 'Enter the 6 digits your app shows' }] }
    const decision = await answerInvitationCode(db, params.token!, code, request)
    if (!decision.allowed) {
      return { ...view, errors: decision.refusals.map(refusal => ({ field: 'code', text: refusal.says })) }
    }
    return recoveryCodesView(decision.value, { href: '/sign-in', text: 'I have kept them: sign in' })
  },
}

async function authenticatorView(
  db: Parameters<typeof invitationFor>[0],
  invitation: InvitationRow,
  today: string,
): Promise<View | undefined> {
  await onBehalfOf(db, invitation.la_code, invitation.person_id, today)
  const person = await personById(db, invitation.la_code, invitation.person_id)
  if (!person?.password_hash || !person.totp_secret) return undefined
  return {
    template: 'access/pages/authenticator.njk',
    data: {
      heading: 'Set up your authenticator app',
      ...(await authenticatorData(person.totp_secret, person.email)),
    },
  }
}

export function recoveryCodesView(codes: readonly string[], next: { href: string; text: string }): View {
  return {
    template: 'access/pages/recovery-codes.njk',
    data: { heading: 'Keep these recovery codes', codes, next },
  }
}
