/**
 * The authority's own letters to families: the team's introduction, home education, notices and orders, fair access
 * (practice.md section 13, L12 and L20 to L22; rules.md L-06 to L-12).
 */
import { orderChoice, s437Notice } from '../law/authority-clocks.ts'
import { type LetterTemplate, ordinary } from './template.ts'

const ofTheAuthority = {
  ...ordinary,
  sender: 'authority',
  approver: 'CME manager',
} as const
/** Notices are served on paper: by post, and a copy never in their stead. */
const served = { ...ofTheAuthority, group: 'education', channels: ['post'] } as const

export const authorityLetters: readonly LetterTemplate[] = [
  {
    ...ofTheAuthority,
    code: 'LET-L12',
    title: 'Who we are and how we can help',
    purpose: 'The team introduces itself to the family: help first, then rights, then what we keep',
    trigger: 'The first time the authority writes to a family',
    group: 'team',
    about: 'our_reference',
    once: 'Once for each case',
    body: `Dear {{contact_name}}

I work for {{authority_name}}. My team helps when a child may not be in school or in other education. I would like to help you and {{child_first_name}}.

# How we can help

- finding a school place, and filling in the form
- travel to school, where the law gives it
- uniform and free school meals
- special needs, health or worries at school
- somebody to interpret.

# What I would like to know

Where is {{child_first_name}} learning now? If there is a school already, tell me which one. If you teach {{child_first_name}} at home, tell me so.

# Your rights

You can ask to see what we hold about your family, and have it put right. You can ask for somebody else to speak for you. You can complain to us, or to the Information Commissioner on 0303 123 1113.

# What we keep, and why

We look for children who may be missing education because section 436A of the Education Act 1996 asks it of us. We tell others only what they need to help or protect a child.

Ring {{sender_name}} on {{sender_phone}}. Our reference is {{our_reference}}.

# If this is wrong

If this letter has come to the wrong person, please ring the same number and tell us.`,
  },
  {
    ...ofTheAuthority,
    code: 'LET-L20',
    title: 'Home education: we have your notice',
    purpose: 'Says that we know that the family educates at home, and what they may ask of us',
    trigger: 'A parent told the school or the authority that they educate the child at home',
    group: 'education',
    about: 'our_reference',
    once: 'Once for each case',
    body: `Dear {{contact_name}}

Thank you for letting us know that you educate {{child_first_name}} at home. You do not need our leave to do so.

# How we can help

You can ask us about examinations, libraries, support for special needs, or a way back into school. If you change your mind, we would like to help you find a place.

# What comes next

{{sender_name}} will be in touch to hear how things go. You choose how you tell us: by letter, by telephone, or with examples of work.

# If this is wrong

If you did not choose this, or were asked to by a school, please tell us on {{sender_phone}}. Our reference is {{our_reference}}.`,
  },
  {
    ...ofTheAuthority,
    code: 'LET-L20-enquiry',
    title: 'Home education: how are things going?',
    purpose: 'Asks in an informal way about the education at home',
    trigger: 'The first enquiry, once a year, or a concern',
    group: 'education',
    about: 'answer_by',
    ahead: ['answer_by'],
    once: 'Once for each enquiry',
    body: `Dear {{contact_name}}

We would like to hear how {{child_first_name}} is getting on with learning at home.

# What would help us

- {{what_would_help}}

You choose how you tell us: by letter, by telephone, or by showing us some work. A visit is only if you would like one.

Please let us know by {{answer_by}}. Ring {{sender_name}} on {{sender_phone}}. We can get someone to interpret.

# If we do not hear

Then we have nothing to go by. Section 437 of the Education Act 1996 may ask us to write to you again.

# If this is wrong

If {{child_first_name}} is in school now, or something here is not right, please tell us. Our reference is {{our_reference}}.`,
  },
  {
    ...ofTheAuthority,
    code: 'LET-L20-view',
    title: 'Home education: our view',
    purpose: 'Says what we think of the education at home, and why',
    trigger: 'The home education officer has formed a view',
    group: 'education',
    about: 'day',
    once: 'Once a day at most',
    body: `Dear {{contact_name}}

Thank you for telling us about how {{child_first_name}} learns at home.

# Our view

{{education_view}}

# Why

- {{reasons}}

# What comes next

{{view_next}}

We would like to help if anything is hard. Ring {{sender_name}} on {{sender_phone}}.

# If this is wrong

If we misunderstood something, tell us, and we look at it again. Our reference is {{our_reference}}.`,
  },
  {
    ...served,
    code: 'LET-L21',
    title: 'Please show us how your child is being educated',
    purpose: 'The notice of section 437: the parent is asked to satisfy the authority about the education',
    trigger: 'It appears that a child of compulsory school age is not suitably educated',
    about: 'answer_by',
    once: 'Once for each notice',
    neededBy: 'answer_by',
    atLeast: {
      field: 'answer_by',
      from: day => s437Notice({ service: { postedOn: day, class: 'first class' } }).due,
      cites: 'Education Act 1996, section 437(1) and (2): 15 days beginning with the day the post brings it',
    },
    body: `Dear {{contact_name}}

It seems to us that {{child_name}} may not be getting a suitable education. We would like to help, and to hear from you.

# What we ask

This is a notice under section 437 of the Education Act 1996. Please show us by {{answer_by}} that {{child_first_name}} has a suitable education.

# What you can send or tell us

- {{what_would_help}}

# Why we think so

- {{reasons}}

# How we can help

{{sender_name}} can help you find a school, or talk about education at home. Ring {{sender_phone}}. We can get someone to interpret.

# What may come next

If we are not satisfied, and think that {{child_first_name}} should be in school, we can make a school attendance order. We would write to you first.

# If this is wrong

If {{child_first_name}} is at a school, or something here is not right, please ring at once. Our reference is {{our_reference}}.`,
  },
  {
    ...served,
    code: 'LET-L21-named-school',
    title: 'The school we mean to name',
    purpose: 'The notice of intention: which school we mean to name in an order, and how to choose another',
    trigger: 'The parent did not satisfy the authority after a notice under section 437',
    about: 'answer_by',
    once: 'Once for each notice',
    neededBy: 'answer_by',
    after: 'LET-L21',
    atLeast: {
      field: 'answer_by',
      from: day => orderChoice({ service: { postedOn: day, class: 'first class' } }).due,
      cites: 'Education Act 1996, section 438: 15 days beginning with the day the post brings it',
    },
    body: `Dear {{contact_name}}

We would like {{child_first_name}} to have a school place, and we would like you to have a say in which.

# What we mean to do

We mean to make a school attendance order for {{child_name}}, under section 437 of the Education Act 1996. We mean to name:

- {{schools_named}}

# How you can choose another school

Until {{answer_by}} you can choose another school from the list. You can also apply for another, or show us that {{child_first_name}} is suitably educated.

# Why

- {{reasons}}

# How we can help

{{sender_name}} can help with the form, travel and uniform. Ring {{sender_phone}}.

# If this is wrong

If {{child_first_name}} has a place already, or something here is not right, please ring at once. Our reference is {{our_reference}}.`,
  },
  {
    ...served,
    code: 'LET-L21-order',
    title: 'School attendance order',
    purpose: 'Goes with the order: what it asks, how to have it changed, and what help there is',
    trigger: 'A manager has made a school attendance order',
    about: 'order_on',
    once: 'Once for each order',
    after: 'LET-L21',
    body: `Dear {{contact_name}}

With this letter comes a school attendance order for {{child_name}}, made on {{order_on}}. We would like to help you with what it asks.

# What it asks

You must register {{child_first_name}} as a pupil at:

- {{schools_named}}

The order is made under section 437 of the Education Act 1996. The school has been told and must take {{child_first_name}}.

# How we can help

{{sender_name}} can go to the school with you, and help with the form, travel and uniform. Ring {{sender_phone}}.

# How to have it changed

You can ask us to name another school that offers a place. You can ask us to end the order, if {{child_first_name}} is suitably educated another way. We tell you how to have our answer looked at again.

# If nothing is done

Not doing what the order asks is an offence, unless {{child_first_name}} is suitably educated another way.

# If this is wrong

If something in the order is not right, please ring the same number. Our reference is {{our_reference}}.`,
  },
  {
    ...served,
    code: 'LET-L21-revocation',
    title: 'The school attendance order has ended',
    purpose: 'Says that the order is revoked, from when and why',
    trigger: 'A manager has revoked a school attendance order',
    about: 'order_on',
    once: 'Once for each order',
    body: `Dear {{contact_name}}

The school attendance order for {{child_name}}, made on {{order_on}}, has ended today. It asks nothing of you any more.

# Why

- {{reasons}}

# How we can help

If you would like a school place later, or support at home, ring {{sender_name}} on {{sender_phone}}.

# If this is wrong

If something here is not right, please tell us. Our reference is {{our_reference}}.`,
  },
  {
    ...ofTheAuthority,
    code: 'LET-L22',
    title: 'A school place under the fair access protocol',
    purpose: 'Says what was decided about a place under the fair access protocol, and why',
    trigger: 'The fair access panel or the authority has decided',
    group: 'education',
    about: 'day',
    once: 'Once a day at most',
    body: `Dear {{contact_name}}

We looked for a school place for {{child_first_name}} under the fair access protocol. It is there to help children who are hard to place at once.

# What was decided

{{fair_access_decision}}

# Why

- {{reasons}}

# How we can help

{{sender_name}} can help with the first day, travel and uniform. Ring {{sender_phone}}.

# If you do not agree

You can still apply for any school. If a school refuses you a place, you can appeal, and its letter says how.

# If this is wrong

If we misunderstood something, please tell us. Our reference is {{our_reference}}.`,
  },
]
