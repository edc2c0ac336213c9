/**
 * The letters to the family of a child who is abroad without leave, in their order: practice.md section 5.4. They are
 * never combined and never shortened; the clocks run from the day each is sent (trap 4).
 */
import { type LetterTemplate, ordinary } from './template.ts'

export const abroadLetters: readonly LetterTemplate[] = [
  {
    ...ordinary,
    code: 'LET-L06',
    title: 'Your child’s place: what we need',
    purpose: 'Letter 1: what the school needs, and when it will speak to the child',
    trigger:
      'As soon as the school learns that the child is abroad without leave; the authority is told the same day',
    group: 'abroad',
    channels: ['post', 'email'],
    about: 'absent_since',
    ahead: ['reply_by'],
    once: 'Once for each absence',
    neededBy: 'reply_by',
    body: `Dear {{contact_name}}

We understand that {{child_first_name}} is abroad and has not been in school since {{absent_since}}. We would like to keep {{child_first_name}}’s place. To do that we need to hear from you and to know that {{child_first_name}} is safe.

# What we need from you

- the address where {{child_first_name}} is staying
- who looks after {{child_first_name}} there, and how they are related
- why {{child_first_name}} is away, with something that shows it, such as a letter from a hospital
- the day {{child_first_name}} comes back, with something that shows it, such as a ticket.

We also ask for:

- {{what_we_need}}

# When we will speak to {{child_first_name}}

We will speak to {{child_first_name}} and to you, by video where that is possible:

- {{contact_timetable}}

# By when

Please send this to {{sender_name}} by {{reply_by}}, or ring {{sender_phone}}. If any of it is hard for you, ring and tell us. We will help.

# Why we ask

The school did not agree to this absence. We have told {{authority_name}}, which must find out about children who may be missing education. That is section 436A of the Education Act 1996. {{child_first_name}} stays on our register while we talk to each other.

# If this is wrong

If {{child_first_name}} is not abroad, or we did agree to this leave, please ring the same number. We will put it right.`,
  },
  {
    ...ordinary,
    code: 'LET-L07',
    title: 'Thank you: what we agreed',
    purpose: 'Letter 1a: thanks the family and confirms the terms',
    trigger: 'The family has answered letter 1',
    group: 'abroad',
    channels: ['post', 'email'],
    about: 'return_on',
    after: 'LET-L06',
    once: 'Once for each day of return that was agreed',
    body: `Dear {{contact_name}}

Thank you for talking to us about {{child_first_name}}, who has been away since {{absent_since}}. This letter says what we agreed, so that we both have it in writing.

# What we agreed

- {{terms_agreed}}

# When we will speak

- {{contact_timetable}}

# Coming back

We look forward to seeing {{child_first_name}} in school on {{return_on}}. If that day changes, please tell us before it comes and send us something that shows why.

{{child_first_name}} stays on our register while we keep to this. If we lose touch, we will write to you again.

# If this is wrong

If this is not what you agreed, or something changes, please ring {{sender_name}} on {{sender_phone}}. We will put it right.`,
  },
  {
    ...ordinary,
    code: 'LET-L08',
    title: 'Your child’s name will come off our register',
    purpose: 'Letter 2: warns that the name will come off on a date, and how to stop it',
    trigger:
      'Letter 1 has run out without what was needed; school and authority have made their enquiries together',
    group: 'abroad',
    channels: ['post', 'email'],
    about: 'removal_on',
    after: 'LET-L06',
    ahead: ['removal_on'],
    once: 'Once for each date',
    neededBy: 'removal_on',
    body: `Dear {{contact_name}}

We wrote to you about {{child_first_name}}, who has not been in school since {{absent_since}}. We would still like {{child_first_name}} to come back.

# How to keep the place

Please ring {{sender_name}} on {{sender_phone}} before {{removal_on}}. If {{child_first_name}} is ill, or cannot travel for a reason nobody could avoid, tell us and send us something that shows it. We will not take the name off while that is so.

# What will happen if we do not hear from you

{{child_first_name}}’s name will come off our register on {{removal_on}}. This is because {{removal_reason}}.

The law that allows it is {{removal_law}} of the School Attendance (Pupil Registration) (England) Regulations 2024. The school and {{authority_name}} have looked into it together.

After that day another child may be given the place. {{authority_name}} will go on looking for {{child_first_name}}, and can help you to find a school when you come back.

# If this is wrong

If anything here is wrong, ring the same number before that day. You can also write to the headteacher, or use the school’s complaints procedure.`,
  },
  {
    ...ordinary,
    code: 'LET-L09',
    title: 'An early review of your child’s plan',
    purpose: 'Special schools, in place of letter 2: invites the family to an early review of the plan',
    trigger: 'A child with an education, health and care plan at a special school is abroad without leave',
    group: 'abroad',
    channels: ['post', 'email'],
    about: 'review_on',
    after: 'LET-L06',
    ahead: ['review_on'],
    once: 'Once for each meeting',
    neededBy: 'review_on',
    body: `Dear {{contact_name}}

{{child_first_name}} has not been in school since {{absent_since}}. {{child_first_name}} has an education, health and care plan. We want to make sure that the plan still fits what {{child_first_name}} needs.

# The meeting

We are holding an early review on {{review_on}}. It is at {{review_place}}. You can come, or join by telephone or video. You may bring somebody with you, and we can get someone to interpret.

We have asked {{authority_name}} to be there. We would also like to know what {{child_first_name}} thinks. {{child_first_name}} can tell us in any way that suits.

# What we ask you to do

Please ring {{sender_name}} on {{sender_phone}} to say whether you can come. If the day does not suit you, we will look for another.

{{child_first_name}} stays on our register. The name of a child at a special school named in a plan does not come off without the authority’s agreement.

# If this is wrong

If anything in this letter is wrong, please ring the same number. We will put it right.`,
  },
]
