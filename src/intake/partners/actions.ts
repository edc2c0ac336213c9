// Giving a partner a link, taking it back, and what comes by it. One transaction each, or part of the caller's.
import { endLink, linksAbout, makeLink } from '../../access/links/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import { localDate } from '../../calendar/local-date.ts'
import type { Tx } from '../../platform/db.ts'
import { allowed, type Decision } from '../../platform/errors.ts'
import type { Answers } from '../public/form.ts'
import { draftNow, emptyDraft, insertReport } from '../public/store.ts'
import { isWhole, reportFrom } from './form.ts'
import { linkDays } from './partner.ts'
import { endPartner, type PartnerRow, partnerByToken } from './store.ts'

export const partnerLinkKind = 'partner-report'

/**
 * Makes a link for one person of a partner agency, in place of any they had. `word`: the answer to the question that was agreed
 * with them, kept only as a digest. Refused where they have left, or the agreement has ended.
 */
export async function giveLink(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { word: string; authority: string; now: Date },
): Promise<Decision<{ path: string; days: number }>> {
  const partner = await partnerByToken(tx, viewer, token, { hold: true })
  const days = linkDays(
    {
      endedOn: partner.ended_on ? localDate(partner.ended_on) : undefined,
      agreementUntil: partner.agreement_until ? localDate(partner.agreement_until) : undefined,
    },
    localDate(viewer.today),
  )
  if (!days.allowed) return days
  await endLinks(tx, viewer, partner.id, 'A new one was given', given.now)
  const link = await makeLink(tx, viewer, {
    kind: partnerLinkKind,
    about: partner.id,
    to: `${partner.contact_name}, ${partner.organisation}`,
    check: { asks: partner.word_asked, answer: given.word },
    shows: { organisation: partner.organisation, name: partner.contact_name, authority: given.authority },
    days: days.value,
  })
  return allowed({ path: link.path, days: days.value })
}

/** Ends every link of a partner that is open. */
export async function endLinks(
  tx: Tx,
  viewer: Viewer,
  partnerId: string,
  why: string,
  now: Date,
): Promise<void> {
  for (const link of await linksAbout(tx, viewer, partnerId))
    if (link.endedAt === null) await endLink(tx, viewer, link.id, why, now)
}

/** This person may not tell us by a link any more: their links end with it. What they told stays. */
export async function letGo(tx: Tx, viewer: Viewer, token: string, why: string, now: Date): Promise<void> {
  const partner = await partnerByToken(tx, viewer, token, { hold: true })
  await endPartner(tx, viewer, partner.id, why)
  await endLinks(tx, viewer, partner.id, why, now)
}

/** Sends the form of a link: one report, once. Called as the system, behind the link. */
export async function sendPartnerForm(
  tx: Tx,
  system: Viewer,
  partner: PartnerRow,
  linkId: string,
  now: Date,
): Promise<{ is: 'sent'; reference: string; first: boolean } | { is: 'unfinished' }> {
  const draft = await draftNow(tx, system, linkId, now, { hold: true })
  if (draft?.reference) return { is: 'sent', reference: draft.reference, first: false }
  if (!draft || !isWhole(draft.answers)) return { is: 'unfinished' }
  const reference = await writePartnerReport(tx, system, partner, linkId, draft, now)
  return { is: 'sent', reference, first: true }
}

async function writePartnerReport(
  tx: Tx,
  system: Viewer,
  partner: PartnerRow,
  linkId: string,
  draft: { reportId: string; answers: Answers },
  now: Date,
): Promise<string> {
  const report = reportFrom(draft.answers, {
    name: partner.contact_name,
    organisation: partner.organisation,
    role: partner.contact_role,
    phone: partner.phone,
    email: partner.email,
  })
  const reference = await insertReport(tx, system, {
    id: draft.reportId,
    how: 'a partner',
    ...report,
    replyWanted: draft.answers.reply === 'yes',
    partnerId: partner.id,
    linkId,
    now,
  })
  await emptyDraft(tx, system, linkId, reference)
  return reference
}
