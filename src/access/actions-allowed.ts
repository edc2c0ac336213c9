// Who may do what: the access matrix of this stage, as data. A page names its action; this table answers.
// Later issues add roles and actions here; the walk over every page and role reads it.
import type { Role, Viewer } from './viewer.ts'

const school: readonly Role[] = ['attendance-officer', 'dsl', 'headteacher']
const authority: readonly Role[] = ['cme-officer', 'cme-assistant', 'manager']
const everyone: readonly Role[] = [...school, ...authority]
/** One's own account is everyone's, and theirs who see counts alone. */
const anyone: readonly Role[] = [...everyone, 'trust-head']

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
  'break-glass.review': ['manager'],
  /** People, organisations and dates: the authority's by its manager, a school's by its head. */
  'settings.open': ['headteacher', 'manager'],
  /** Files: a school's own, and every file of the authority for its manager. */
  files: ['attendance-officer', 'headteacher', 'manager'],
  /** Either side, within scope. */
  'protection.put-on': everyone,
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
