/** Visits, leave, help, the child's own words and what is kept about a family: practice.md section 13, L12 to L14, L23, L25, L26. */
import { type LetterTemplate, ordinary } from './template.ts'

export const familyLetters: readonly LetterTemplate[] = [
  {
    ...ordinary,
    code: 'LET-L13',
    title: 'We would like to visit you',
    purpose: 'Says when somebody comes, who, and why',
    trigger: 'A home visit is planned',
    group: 'visits',
    sender: 'either',
    about: 'visit_on',
    ahead: ['visit_on'],
    once: 'Once for each visit',
    body: `Dear {{contact_name}}

We would like to come and see you and {{child_first_name}} at home on {{visit_on}}, {{visit_time}}. We are coming because {{visit_why}}.

# What to expect

{{sender_name}} will come, and shows you a badge. We ask to see {{child_first_name}} and to hear how things are. We come in only if you say that we may.

# If the time does not suit you

Ring {{sender_phone}} and we will find another, or meet you somewhere else. We can get someone to interpret.

# If this is wrong

If this letter has come to the wrong person, or you think we do not need to come, please ring the same number.`,
  },
  {
    ...ordinary,
    code: 'LET-L14',
    title: 'Help to find a school place',
    purpose: 'Says how to get a place, and what help there is with travel and uniform',
    trigger: 'A child has no school place, or the family wants another',
    group: 'family',
    sender: 'either',
    about: 'day',
    once: 'Once a day at most',
    body: `Dear {{contact_name}}

Every child of school age has a right to education. You can ask for a school place for {{child_first_name}} at any time of the year.

# How to get a place

- Ask {{authority_name}} which schools have room.
- Name the schools you would like. You can name more than one.
- If you are refused a place you can appeal, and the letter that refuses says how.

# What else we can help with

- travel to school, where the law gives it
- free school meals
- uniform
- filling in the form, and somebody to interpret.

Ring {{sender_name}} on {{sender_phone}}. We would be glad to do it with you.

# If this is wrong

If {{child_first_name}} has a school place already, please ring the same number and tell us which school.`,
  },
  {
    ...ordinary,
    code: 'LET-L23',
    title: 'Your request for leave',
    purpose: 'Says what was decided about a request for leave of absence, and why',
    trigger: 'The headteacher has decided on a request for leave',
    group: 'visits',
    about: 'leave_from',
    once: 'Once for each request',
    neededBy: 'leave_from',
    body: `Dear {{contact_name}}

Thank you for asking for leave for {{child_first_name}} from {{leave_from}} to {{leave_to}}.

# What was decided

{{leave_decision}}

# Why

- {{leave_reasons}}

# What we ask you to do

{{leave_next}}

A school may give leave only as the School Attendance (Pupil Registration) (England) Regulations 2024 allow. The headteacher looks at each request for what it is.

# If this is wrong

If we misunderstood you, or things have changed, ring {{sender_name}} on {{sender_phone}}. You can ask the headteacher to look again.`,
  },
  {
    ...ordinary,
    code: 'LET-L25',
    title: 'In your own words',
    purpose: 'A card on which a child can say what they think, in easy words',
    trigger: 'Whenever a child’s view would help: before a meeting, after a visit, during an absence',
    group: 'family',
    sender: 'either',
    channels: ['post'],
    byHand: true,
    about: 'day',
    once: 'Once a day at most',
    body: `Hello {{child_first_name}}

We would like to know what you think. You can write, draw, or ask someone to write for you. You do not have to answer.

# What is good at the moment?

# What is hard at the moment?

# What would make school better for you?

# Who do you like to talk to?

# Is there anything you want us not to tell?

We will try. If we think someone may hurt you, we have to tell somebody who can help.

You can give this card to {{sender_name}}, or ring {{sender_phone}}. If you are in danger now, ring 999. You can ring Childline on 0800 1111 at any time. It is free.

If something here is wrong, tell us and we will change it.`,
  },
  {
    ...ordinary,
    code: 'LET-L26',
    title: 'What we keep about your child, and your rights',
    purpose: 'The privacy notice in plain words, for the first letter to a family',
    trigger: 'With the first letter to a family, unless that is not safe',
    group: 'family',
    sender: 'either',
    about: 'child',
    once: 'Once for each person',
    body: `Dear {{contact_name}}

This says what we keep about {{child_first_name}} when we try to find out whether a child is in education. It also says what you can do about it.

# What we keep

- who {{child_first_name}} is, and who looks after {{child_first_name}}
- which school {{child_first_name}} is at, and when {{child_first_name}} was there
- what we did to get in touch, and what we were told
- what might help or harm {{child_first_name}}.

# Why, and who sees it

The law asks schools to keep registers, and asks {{authority_name}} to find children who may be missing education. That is section 436A of the Education Act 1996. Those who work on it at the school and at {{authority_name}} see it. We tell health, social care or the police only what they need to keep a child safe. We do not sell it, and no machine decides anything about {{child_first_name}}.

# How long

School registers are kept for six years. Other records are kept as long as the school’s and the authority’s lists say. You can ask to see those lists.

# Your rights

- You can ask to see what we hold, and for a copy.
- You can ask us to put right what is wrong. If we do not agree, we write down that you disagree.
- You can ask who has looked at it.
- You can complain to us, and to the Information Commissioner on 0303 123 1113.

To do any of this, ring {{sender_name}} on {{sender_phone}}, or write to us. We answer within one month.

If anything in this letter is wrong, please tell us.`,
  },
]
