// Who may do what: the access matrix of this stage, as data. A page names its action; this table answers.
// Later issues add roles and actions here; the walk over every page and role reads it.
import type { Role, Viewer } from './viewer.ts'

const school: readonly Role[] = ['attendance-officer', 'dsl', 'headteacher']
const authority: readonly Role[] = ['cme-officer', 'cme-assistant', 'manager']
const everyone: readonly Role[] = [...school, ...authority]
const deciders: readonly Role[] = ['cme-officer', 'manager']
/** The authority's other teams, each with the children given to it. */
const desks: readonly Role[] = ['admissions-officer', 'sen-officer', 'ehe-officer', 'virtual-school']
/** One's own account is everyone's, and theirs who see counts alone. */
const anyone: readonly Role[] = [...everyone, 'trust-head', 'field-officer', ...desks]

export const mayDo = {
  /** One's own account, and pages that show no child. */
  'own.account': anyone,
  /** A school's working day and its pupils. */
  'school.day': school,
  'pupil.see': school,
  /** Closing the day's board; the head's word that every name is accounted for; the school's own hours. */
  'today.close': school,
  'today.assure': ['headteacher'],
  'day.settings': ['attendance-officer', 'headteacher'],
  'contact.record': school,
  'enquiry.record': school,
  'screen.sign': ['dsl'],
  'screen.see': ['dsl', 'headteacher', 'cme-officer', 'manager'],
  /** Vulnerable and absent: what the safeguarding lead works on, and who reads it. */
  'safeguarding.see': ['dsl', 'headteacher'],
  'safeguarding.record': ['dsl'],
  /** Another school asks about a brother or sister. */
  'sibling.answer': school,
  /** Leave of absence: written down by the office, decided by the head. */
  'leave.record': school,
  'leave.decide': ['headteacher'],
  'return.send': school,
  'referral.write': school,
  'gate.pass': ['dsl'],
  'removal.ask': school,
  'removal.approve': ['headteacher'],
  'removal.answer': school,
  'joint.sign-school': ['headteacher'],
  'offer.answer': school,
  /** Where a leaver goes: claimed, checked, confirmed. */
  'destination.record': school,
  'joiner.record': school,
  /** Part-time timetables and off-site arrangements. */
  'provision.record': school,
  'provision.see': everyone,
  /** The shared room of joint reasonable enquiries: each side within its scope. */
  'joint.see': everyone,
  /** Letters and messages. Protected children's post waits for someone who may open the details. */
  'letters.see': everyone,
  'letters.send': everyone,
  'letters.templates': ['headteacher', 'manager'],
  'letters.confirm-protected': ['dsl', 'headteacher', 'cme-officer', 'manager'],
  'outbox.see': ['dsl', 'headteacher', 'manager'],
  /** A school's numbers for its head and governors. A trust's, without a name. */
  'reports.see': ['headteacher'],
  'trust.see': ['trust-head'],
  'school.settings': ['headteacher'],
  /** Names taken off registers: each side within its scope. */
  'removals.see': everyone,
  /** What the authority's local steps ask of each side: a school of its own pupils, the authority of the area's. */
  'local-steps.see': everyone,
  'local-steps.answer': everyone,
  /** The authority's work. */
  'authority.work': authority,
  'child.search': authority,
  'child.see': authority,
  'triage.see': authority,
  'triage.decide': ['cme-officer', 'manager'],
  'match.decide': ['cme-officer', 'manager'],
  /** Where either child is protected; and how often people agreed with what was proposed. */
  'match.decide-protected': ['manager'],
  'match.measures': ['manager'],
  'case.see': authority,
  'case.record': authority,
  'case.decide': ['cme-officer', 'manager'],
  'case.close': ['cme-officer', 'manager'],
  'joint.sign-authority': ['cme-officer', 'manager'],
  'returns.see': authority,
  'authority.settings': ['manager'],
  /** The doors in: a telephone consultation, an email or paper typed in later, what the public and partners sent. */
  'intake.see': authority,
  'intake.record': authority,
  'intake.decide': deciders,
  /** Partner agencies, whom the authority gives a link to tell it of a child. */
  'partners.keep': deciders,
  /** Exclusions: what schools told, and whether something is in place by the sixth day. */
  'exclusions.see': authority,
  /** The risk screen of the authority, and the high-risk route beside the case. */
  'risk.see': authority,
  'risk.record': authority,
  'risk.lower': deciders,
  /** Checks with other bodies: which agreement covers them, what was asked, what came back. */
  'checks.see': authority,
  'checks.record': authority,
  'agreements.keep': ['manager'],
  /** Visits: asked for and planned in the office, made by a field officer, an address released by a manager. */
  'visit.see': authority,
  'visit.ask': authority,
  'visit.plan': deciders,
  'visit.release': ['manager'],
  'visit.do': ['field-officer', 'cme-officer', 'manager'],
  /** Getting the child in: needs, places known to be free, offers, fair access, what is arranged instead of school. */
  'places.see': authority,
  'places.record': authority,
  /** Who waits for a place, and what is done for them: admissions of the children given to it, without health, safety or our own duty. */
  'places.waiting': [...authority, 'admissions-officer'],
  'vacancies.record': [...authority, 'admissions-officer'],
  'fair-access.decide': ['manager'],
  /** The same, of a child given to the admissions desk. */
  'fair-access.decide-at-desk': ['admissions-officer'],
  'section-19.decide': deciders,
  /** Home education and attendance orders. */
  'home-education.see': [...authority, 'ehe-officer'],
  'home-education.record': [...deciders, 'ehe-officer'],
  'orders.see': authority,
  'orders.record': deciders,
  'orders.make': ['manager'],
  /** The desks: each its own list and its own part. */
  'desk.see': desks,
  'desk.record': desks,
  'desk.give': authority,
  /** Other authorities: who they are, what they ask, what they are asked, and whose the child is. */
  'other-authorities.see': authority,
  'other-authorities.ask': authority,
  'other-authorities.answer': authority,
  'hand-over.decide': deciders,
  /** Panels: agenda, packs, decisions. */
  'panel.see': authority,
  'panel.record': deciders,
  /** Many cases at once, a manager's view of everyone's, and what was said in supervision. */
  'work.views': authority,
  'work.bulk': deciders,
  'caseload.see': ['manager'],
  'supervision.see': deciders,
  'supervision.record': ['manager'],
  /** The census snapshot and the termly return. */
  'census.see': deciders,
  'census.take': ['manager'],
  'break-glass.review': ['manager'],
  /** People, organisations and dates: the authority's by its manager, a school's by its head. */
  'settings.open': ['headteacher', 'manager'],
  /** Files: a school's own, and every file of the authority for its manager. */
  files: ['attendance-officer', 'headteacher', 'manager'],
  /** Either side, within scope. */
  'protection.put-on': [...everyone, 'field-officer', ...desks],
  'safe-contact.mark': everyone,
  'protected.open': ['dsl', 'headteacher', 'cme-officer', 'manager'],
  'looks.see': ['dsl', 'headteacher', 'cme-officer', 'manager'],
} as const satisfies Record<string, readonly Role[]>

export type Action = keyof typeof mayDo

/** May this viewer do this at all? (Whether to this child is the scope's question.) */
export function may(viewer: Viewer, action: Action): boolean {
  if (viewer.unscoped || viewer.role === 'system') return true
  return (mayDo[action] as readonly string[]).includes(viewer.role)
}
