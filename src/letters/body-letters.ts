/**
 * The authority's letters to bodies: schools, whoever told us of a child, other authorities, agencies, panels (practice.md section
 * 13, L15 to L19 and L24). Each says the least that its reader needs, and no place where a child is.
 */
import { type LetterTemplate, ordinary } from './template.ts'

const toBodies = {
  ...ordinary,
  sender: 'authority',
  group: 'bodies',
  channels: ['post', 'email'],
  approver: 'CME officer',
} as const
const ending = `Ring {{sender_name}} on {{sender_phone}}. If something here is wrong, or this has come to the wrong place, please tell us at once. Our reference is {{our_reference}}.`

export const bodyLetters: readonly LetterTemplate[] = [
  {
    ...toBodies,
    code: 'LET-L15',
    title: 'Attendance details we need from you',
    purpose:
      'To a school that told us late, or not all it is asked to tell. It is counted against the school',
    trigger: 'A referral or return did not come in time, or came without what was needed',
    to: 'school',
    about: 'due_on',
    once: 'Once for each day it was due',
    approver: 'CME officer',
    body: `To the headteacher of {{party_name}}

We would like to help you with what follows: it is about {{child_name}}, born on {{child_born}}.

# What was late or not told

- {{details_missing}}

It was due on {{due_on}}. Please send it by {{answer_by}}.

# Why it is needed

Regulation 13 of the School Attendance (Pupil Registration) (England) Regulations 2024 asks schools to make attendance returns to the authority. A child can be looked for only when we know.

# How we can help

If something in your system or in ours stood in the way, tell us. We can show whoever does it how it is done.

${ending}`,
  },
  {
    ...toBodies,
    code: 'LET-L16',
    title: 'Taking a name off the register: agreed',
    purpose: 'To a school: the joint enquiries are done, and we agree that the name may come off',
    trigger: 'The joint conclusion is signed for the authority, and agrees',
    to: 'school',
    about: 'removal_on',
    once: 'Once for each removal',
    body: `To the headteacher of {{party_name}}

Thank you for the enquiries you made with us about {{child_name}}, born on {{child_born}}. They help us to find a child.

# What we agree

The name may come off the admission register on {{removal_on}}, and not before. The ground is {{removal_law}} of the School Attendance (Pupil Registration) (England) Regulations 2024.

# Why

- {{reasons}}

Please make the return to us, and send the common transfer file. Our own work goes on.

${ending}`,
  },
  {
    ...toBodies,
    code: 'LET-L16-not-yet',
    title: 'Taking a name off the register: not yet',
    purpose: 'To a school: we do not agree yet, and what is still to be done',
    trigger: 'The authority does not agree that a name may come off',
    to: 'school',
    about: 'day',
    once: 'Once a day at most',
    body: `To the headteacher of {{party_name}}

Thank you for asking us about {{child_name}}, born on {{child_born}}. We would like to help bring the enquiries to an end.

# Our answer

We do not agree yet that the name may come off the admission register. Please keep it on.

# Why not yet

- {{reasons}}

# What is still to be done

- {{what_we_need}}

Please let us know how it goes by {{answer_by}}.

${ending}`,
  },
  {
    ...toBodies,
    code: 'LET-L17',
    title: 'Thank you for telling us',
    purpose: 'To whoever told us of a child: we have it. Nothing about the child',
    trigger: 'A referral or report was received',
    to: 'referrer',
    about: 'their_reference',
    once: 'Once for each report',
    body: `To {{party_name}}

Thank you for what you told us. Your reference is {{their_reference}}. Somebody has read it, and it helps us.

# What comes next

We look into it. We may not be able to tell you what we find, because others have a right to privacy too.

If you hear more, ring {{sender_name}} on {{sender_phone}}. If a child is in danger, ring 999.

If something you told us was wrong, please tell us that as well.`,
  },
  {
    ...toBodies,
    code: 'LET-L17-progress',
    title: 'What you told us: how it stands',
    purpose: 'To whoever told us of a child: how it stands, in one of a few sentences',
    trigger: 'The work has gone on for some time, and the asker wanted to know',
    to: 'referrer',
    about: 'day',
    once: 'Once a day at most',
    body: `To {{party_name}}

Thank you again for what you told us, reference {{their_reference}}. It helps us.

# How it stands

{{progress_category}}

We cannot say more, because others have a right to privacy too.

If you hear more, ring {{sender_name}} on {{sender_phone}}. If a child is in danger, ring 999.

If something you told us was wrong, please tell us that as well.`,
  },
  {
    ...toBodies,
    code: 'LET-L17-outcome',
    title: 'What you told us: what came of it',
    purpose: 'To whoever told us of a child: the category of the outcome and nothing more',
    trigger: 'The case is closed, or was not opened',
    to: 'referrer',
    about: 'their_reference',
    once: 'Once for each report',
    body: `To {{party_name}}

Thank you for what you told us, reference {{their_reference}}. It helped us.

# What came of it

{{outcome_category}}

We cannot say more, because others have a right to privacy too.

If you hear more, ring {{sender_name}} on {{sender_phone}}. If a child is in danger, ring 999.

If something you told us was wrong, please tell us that as well.`,
  },
  {
    ...toBodies,
    code: 'LET-L18',
    title: 'Do you know of this child?',
    purpose: 'To another authority: an enquiry about a child, with the least it needs',
    trigger: 'A child may live or be educated in another authority’s area',
    to: 'authority',
    about: 'answer_by',
    ahead: ['answer_by'],
    once: 'Once for each enquiry',
    body: `To the children missing education team of {{party_name}}

We would like your help with a child who may be in your area: {{child_name}}, born on {{child_born}}.

# What we ask

- {{what_asked}}

Please answer by {{answer_by}}, and tell us where you looked. We ask under: {{legal_basis}}.

Ask us for more only if you need it to look.

${ending}`,
  },
  {
    ...toBodies,
    code: 'LET-L18-hand-over',
    title: 'We ask you to take this child on',
    purpose:
      'To another authority: a hand-over is proposed. The child stays ours until they accept in writing',
    trigger: 'A child lives in another authority’s area',
    to: 'authority',
    about: 'answer_by',
    ahead: ['answer_by'],
    once: 'Once for each proposal',
    body: `To the children missing education team of {{party_name}}

We would like your help with {{child_name}}, born on {{child_born}}. From what we know, the child lives in your area now.

# Why we think so

- {{reasons}}

# What we ask

Please say in writing by {{answer_by}} whether you accept. Give a name and a day. If you do not, say why.

Until you accept, the child stays with us and our work goes on. We tell and ask under: {{legal_basis}}.

${ending}`,
  },
  {
    ...toBodies,
    code: 'LET-L18-reply',
    title: 'Our answer to your enquiry',
    purpose: 'To another authority: our answer, with the least it needs',
    trigger: 'Another authority asked about a child',
    to: 'authority',
    about: 'their_reference',
    once: 'Once for each enquiry',
    body: `To the children missing education team of {{party_name}}

You asked us on {{asked_on}} about a child, reference {{their_reference}}. We are glad to help.

# Our answer

{{la_answer}}

- {{reply_details}}

We tell you under: {{legal_basis}}.

${ending}`,
  },
  {
    ...toBodies,
    code: 'LET-L18-chase',
    title: 'We are waiting for your answer',
    purpose: 'To another authority: a reminder that an answer, or an acceptance, is still to come',
    trigger: 'The day to answer has passed',
    to: 'authority',
    about: 'answer_by',
    ahead: ['answer_by'],
    once: 'Once for each reminder',
    body: `To the children missing education team of {{party_name}}

We wrote to you on {{asked_on}} about {{child_name}}, born on {{child_born}}. We would like your help, and have no answer yet.

Please answer by {{answer_by}}, if only to say when you can. After that day our manager rings yours.

${ending}`,
  },
  {
    ...toBodies,
    code: 'LET-L19',
    title: 'A check we ask you to make',
    purpose: 'To an agency: a check under an agreement, with the fewest details',
    trigger: 'A check of the list is asked for, and an agreement in date covers it',
    to: 'agency',
    about: 'answer_by',
    ahead: ['answer_by'],
    once: 'Once for each check',
    body: `To {{party_name}}

We would like your help with a child who may be missing education: {{child_name}}, born on {{child_born}}.

# What we ask

- {{what_asked}}

Please answer yes, no or in part by {{answer_by}}. Give the day of the last contact and the area, and not more.

# Why you may tell us

It is asked under this agreement: {{agreement}}. The law is: {{legal_basis}}.

${ending}`,
  },
  {
    ...toBodies,
    code: 'LET-L24',
    title: 'Invitation to a meeting about a child',
    purpose: 'To those who are to be at a panel: when, where, and the question',
    trigger: 'A case is on the agenda of a panel',
    to: 'panel',
    about: 'panel_on',
    ahead: ['panel_on'],
    once: 'Once for each meeting',
    body: `To {{party_name}}

We would like your help at a meeting: {{panel_name}}, on {{panel_on}}, {{panel_place}}.

# The question

{{panel_question}}

It is about the child with our reference {{our_reference}}. Look up what you hold before you come, and bring it with you.

If you cannot come, ring {{sender_name}} on {{sender_phone}} and say who comes instead. If something here is wrong, please tell us.`,
  },
  {
    ...toBodies,
    code: 'LET-L24-outcome',
    title: 'What the meeting decided',
    purpose: 'To those who were asked: what was decided, who does it and by when',
    trigger: 'A panel has decided on a case',
    to: 'panel',
    about: 'panel_on',
    once: 'Once for each meeting',
    body: `To {{party_name}}

Thank you for your help. {{panel_name}} met on {{panel_on}} about the child with our reference {{our_reference}}.

# What was decided

- {{panel_decisions}}

If something here is wrong, or you cannot do your part, ring {{sender_name}} on {{sender_phone}}.`,
  },
]
