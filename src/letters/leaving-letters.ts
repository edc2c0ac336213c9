/** The letters of leaving and joining a school: practice.md section 13, L05, L10 and L11. */
import { type LetterTemplate, ordinary } from './template.ts'

export const leavingLetters: readonly LetterTemplate[] = [
  {
    ...ordinary,
    code: 'LET-L05',
    title: 'Please tell us where your child is going',
    purpose: 'Asks the family for what the school needs when a child leaves',
    trigger: 'The school hears that a child is leaving',
    group: 'leaving',
    about: 'day',
    ahead: ['reply_by'],
    once: 'Once a day at most',
    body: `Dear {{contact_name}}

We understand that {{child_first_name}} is leaving us. We would like to send {{child_first_name}}’s records on quickly, so that the next school knows what {{child_first_name}} needs.

# What we ask you to tell us

- the last day {{child_first_name}} will be in school
- the name of the next school, and the first day there
- your new address, if you are moving
- a telephone number and an email address that will still work after you move
- if you will educate {{child_first_name}} at home: say so in writing, with the day from which you will do it.

Please tell {{sender_name}} by {{reply_by}}. Ring {{sender_phone}}, or fill in the leaver’s form if we sent you a link to it.

# Why we ask

When a name comes off our register we tell {{authority_name}}, and where the child goes next if we know it. That is regulation 13 of the School Attendance (Pupil Registration) (England) Regulations 2024. {{child_first_name}} stays on our register until one of the grounds in regulation 9 is met.

# If this is wrong

If {{child_first_name}} is not leaving, please ring the same number. Nothing will change.`,
  },
  {
    ...ordinary,
    code: 'LET-L10',
    title: 'Your child’s name has come off our register',
    purpose: 'Says the date and the ground, whom to ring, and what the family may do about it',
    trigger: 'A name has come off the admission register',
    group: 'leaving',
    about: 'removal_on',
    once: 'Once for each removal',
    neededBy: 'removal_on',
    body: `Dear {{contact_name}}

{{child_first_name}}’s name came off our register on {{removal_on}}. This is because {{removal_reason}}.

# If you need a school now

If {{child_first_name}} has no school to go to, ring {{authority_name}} or ring us. You can apply for a place at any time of the year, and we can help you to do it.

# What we have done

We have told {{authority_name}}, as the law asks. We send {{child_first_name}}’s records to the next school when we know which it is.

The law that allows us to take the name off is {{removal_law}} of the School Attendance (Pupil Registration) (England) Regulations 2024.

# If this is wrong

If you do not agree, or {{child_first_name}} is not at another school, ring {{sender_name}} on {{sender_phone}}. A name that came off by mistake can be put back. You can also write to the headteacher or use the school’s complaints procedure. You may ask to see what we hold about {{child_first_name}}.`,
  },
  {
    ...ordinary,
    code: 'LET-L11',
    title: 'We did not see your child start',
    purpose: 'Asks why a child who was expected did not start',
    trigger: 'The third day after the day a child was to start: September, Year 7 or in the year',
    group: 'leaving',
    about: 'start_on',
    ahead: ['reply_by'],
    once: 'Once for each start',
    body: `Dear {{contact_name}}

We were looking forward to seeing {{child_first_name}} at {{school_name}} on {{start_on}}. {{child_first_name}} did not come, and we have not been able to reach you.

# How we can help

If something stands in the way, please tell us. It may be travel, uniform, meals, illness, or worry about starting. We can often do something about it, and {{child_first_name}} can come and look round first.

# What we ask you to do

Please ring {{sender_name}} on {{sender_phone}} by {{reply_by}}. Tell us when {{child_first_name}} will start. If {{child_first_name}} goes to another school, tell us which one.

# What happens if we do not hear from you

The place is {{child_first_name}}’s and the name is on our register. If we cannot reach you, we will tell {{authority_name}} that {{child_first_name}} may be missing education. The authority must find out. That is section 436A of the Education Act 1996.

# If this is wrong

If you turned the place down, or never asked for it, please ring the same number. We will put it right.`,
  },
]
