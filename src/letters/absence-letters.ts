/** The letters of an absence that nobody has explained: practice.md sections 5.1, 5.2 and 13, L01 to L04. */
import { type LetterTemplate, ordinary } from './template.ts'

export const absenceLetters: readonly LetterTemplate[] = [
  {
    ...ordinary,
    code: 'LET-L01',
    title: 'We have not heard from you',
    purpose: 'Asks why the child is not in school today',
    trigger: 'The first day of an absence that nobody has explained, beside a call by a person',
    group: 'absence',
    about: 'absent_on',
    once: 'Once for each day of absence',
    body: `Dear {{contact_name}}

{{child_first_name}} was not in school on {{absent_on}}, and we have not heard why. We want to know that {{child_first_name}} is safe and well.

Please ring us on {{sender_phone}} and ask for {{sender_name}}. Tell us why {{child_first_name}} is away and when to expect {{child_first_name}} back.

If something is making school hard at the moment, tell us that too. We will try to help.

# If this is wrong

If {{child_first_name}} was in school, or you have told us already, ring the same number. We will put it right.`,
  },
  {
    ...ordinary,
    code: 'LET-L02',
    title: 'We called today',
    purpose: 'A card through the door: asks the family to ring by a time',
    trigger: 'A home visit at which nobody answered',
    group: 'visits',
    channels: ['post'],
    byHand: true,
    discloses: false,
    about: 'day',
    once: 'Once for each day',
    body: `We called today and nobody was in. Nothing is wrong at our end. We would like to hear from you.

Please ring {{sender_phone}} by {{ring_by}} today and ask for {{sender_name}}.

If we do not hear from you we will call again, at another time.

If this card has come to the wrong door, please ring the same number and say so.`,
  },
  {
    ...ordinary,
    code: 'LET-L03',
    title: 'We have not seen your child in school',
    purpose: 'Says that we are worried, and that the local authority may be told',
    trigger: 'The third school day of an absence that nobody has explained',
    group: 'absence',
    about: 'absent_since',
    ahead: ['reply_by'],
    once: 'Once for each absence',
    body: `Dear {{contact_name}}

We have not seen {{child_first_name}} in school since {{absent_since}}. We have rung you and have not been able to speak to you. We are worried and would like to help.

# How we can help

If something is making it hard for {{child_first_name}} to come to school, please tell us. It may be illness, worry, travel, money, or something at home. We can often do something about it.

# What we ask you to do

Please ring {{sender_name}} on {{sender_phone}} by {{reply_by}}. Tell us:

- that {{child_first_name}} is safe, and where {{child_first_name}} is
- why {{child_first_name}} is not in school
- when {{child_first_name}} will be back.

# What happens if we do not hear from you

We will go on trying to reach you, and we may visit. If we still do not know where {{child_first_name}} is, we will tell {{authority_name}} that {{child_first_name}} may be missing education. We do this to make sure that every child is safe.

A parent must make sure that a child of school age has a suitable full-time education. That is section 7 of the Education Act 1996. The authority must find out about children who may not be getting one. That is section 436A.

# If this is wrong

If {{child_first_name}} has been in school, or has moved to another school, please ring the same number. We will put it right.`,
  },
  {
    ...ordinary,
    code: 'LET-L04',
    title: 'We still need to hear from you',
    purpose: 'The second letter about an absence, with one named person to talk to',
    trigger: 'The sixth to eighth school day of an absence that nobody has explained',
    group: 'absence',
    about: 'absent_since',
    ahead: ['reply_by'],
    once: 'Once for each absence',
    body: `Dear {{contact_name}}

We wrote to you because {{child_first_name}} has not been in school since {{absent_since}}. We have not heard from you yet.

# One person to talk to

You can talk to {{named_contact}}. You do not have to explain everything again to each of us. Ring {{sender_phone}} and ask for them or for {{sender_name}}.

We can meet you at school, at home or somewhere else. We can get someone to interpret. If {{child_first_name}} is worried about school, we would like to hear about it from {{child_first_name}} as well.

# What we ask you to do

Please ring by {{reply_by}} and tell us where {{child_first_name}} is and that {{child_first_name}} is safe.

# What happens next

If we do not hear from you by then, we will tell {{authority_name}} that {{child_first_name}} may be missing education. The authority has a duty to look for the child under section 436A of the Education Act 1996. The school and the authority then look together.

{{child_first_name}} stays on our register while we do this.

# If this is wrong

If anything in this letter is wrong, please ring the same number. We will put it right.`,
  },
]
