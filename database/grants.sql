-- What the application's role may do, whole. Applied after every migration: first nothing, then exactly this.
-- History (events, looks, sheets, findings, decisions...) can be read and added to, never changed or deleted.

revoke all on all tables in schema public from :app_role;
revoke all on all sequences in schema public from :app_role;
revoke create on schema public from public;
revoke all on all functions in schema public from public;
revoke all on all procedures in schema public from public;
grant usage on schema public to :app_role;

-- Read only.
grant select on installation, migrations to :app_role;

-- History: read and add.
grant select, insert on
  settings, access_events, calendar_versions, term_dates, child_changes, contact_safety, protections,
  protected_details, break_glass, break_glass_reviews, child_flags, match_decisions, enrolment_events, leaves,
  sheets, nightly_runs, detect_runs, findings, finding_endings, looks, enquiries, screens, case_events, shared_steps,
  removals, removal_answers, joint_conclusions, returns, return_receipts, import_problems, import_events, sign_in_attempts,
  submissions, header_mappings, commencements, commencement_answers
  to :app_role;

grant select, insert on
  match_asked, match_answers, match_answer_candidates, child_links, child_link_steps to :app_role;
grant select, insert, update on match_proposals to :app_role;
grant select, insert, delete on match_asked_waiting to :app_role;
grant select, delete on match_again to :app_role;
grant update (since) on match_again to :app_role;

grant select, insert on family_decisions to :app_role;
grant select, insert on triggers, trigger_switches, trigger_hits, trigger_hit_steps to :app_role;
grant update (waits) on trigger_hits to :app_role;

-- The present, which may change: its history stands in the tables above.
grant select, insert, update on
  authorities, establishments, schools, counters, people, invitations, recovery_codes, sessions,
  children, enrolments, strips, cases, offers, imports, import_changes, referrals
  to :app_role;
grant select, insert on grants, child_addresses, contacts to :app_role;
grant update (ended_at, ended_name, ended_why, ends_on) on grants to :app_role;
grant update (ended_at) on child_addresses, contacts to :app_role;
grant select, insert, update on trigger_previews to :app_role;

-- Matching. The keys of a record are written with it; child_keys follows child_key_sets by itself.
grant select, insert, update on child_key_sets to :app_role;
grant select on child_keys to :app_role;
grant select, insert on match_questions, matching_models, matching_model_acceptances to :app_role;

grant select, insert, update on roll_checks to :app_role;
grant select, insert on roll_check_decisions, roll_check_events to :app_role;

-- Drafts and files received are deleted when they have served.
grant select, insert, update, delete on referral_drafts to :app_role;
grant select, insert, delete on import_files to :app_role;
grant select, insert, update, delete on roll_check_rows, roll_check_candidates to :app_role;
grant delete on import_changes to :app_role;

grant usage on all sequences in schema public to :app_role;
grant execute on function
  viewer_la(), viewer_side(), viewer_role(), viewer_person(), viewer_schools(), viewer_today(),
  viewer_is_authority(), viewer_is_system(), child_in_sight(text, uuid), roll_candidate_in_sight(text, uuid),
  pair_in_sight(text, uuid, uuid), pair_guarded(text, uuid, uuid),
  sign_in_person(text), session_person(text), session_with_roles(text, date), invitation_person(text), demonstration_people(),
  protect_child(text, uuid), protected_detail_held(text, uuid, uuid, text, jsonb)
  to :app_role;

-- One-time links, for those without an account.
grant select, insert on one_time_links, link_answers to :app_role;
grant update (tries, bound_to, bound_at, ended_at, ended_why) on one_time_links to :app_role;
grant execute on function viewer_trust_schools(), link_with_digest(text), child_is_protected(text, uuid) to :app_role;

-- Enquiries: brothers and sisters asked after at other schools, and who does a check.
grant select, insert on sibling_questions, sibling_asks, sibling_answers, sibling_settled, check_owners to :app_role;

-- Safeguarding: what was asked, told, answered and judged. History alone.
grant select, insert on
  safeguarding_notices, police_asks, police_steps, social_care_referrals, social_care_steps, concerns, concern_steps, level_steps
  to :app_role;
grant select, insert, update on school_counts to :app_role;

-- Destinations, and the form for parents.
grant select, insert on
  destination_steps, destination_questions, destination_answers, parent_forms, parent_form_answers, parent_form_decisions
  to :app_role;

-- Provision, joiners and reinstatements, returns made another way: history alone.
grant select, insert on
  arrangements, arrangement_reviews, arrangement_endings, suspensions, suspension_steps,
  joiner_facts, joiner_steps, reinstatements, returns_elsewhere
  to :app_role;

-- Leave of absence, and children abroad without leave.
grant select, insert on leave_requests, leave_steps, leave_overruns, abroad_processes, abroad_steps to :app_role;

-- A school's day.
grant select, insert on
  day_hours, day_steps, day_assessments, day_closings, day_assurances, week_reviews, register_chases to :app_role;

-- Letters and the outbox.
grant select, insert on letter_texts, message_events to :app_role;
grant select, insert, update on letters, messages to :app_role;
grant select, insert, update, delete on message_senders to :app_role;

-- What follows a leaver.
grant select, insert on leaver_tasks, leaver_task_steps, transfer_files, home_education_notices, home_education_receipts
  to :app_role;
grant update (state, state_on, due, warn_from, rule, because) on leaver_tasks to :app_role;
grant select, insert, update, delete on leaving_drafts to :app_role;
grant select, insert, update, delete on parent_form_drafts to :app_role;

-- The authority's other teams.
grant select, insert, update (ends_on, ended_at, ended_why) on caseloads to :app_role;

-- Desks, home education, attendance orders.
grant select, insert on desk_steps, home_education_steps, order_steps to :app_role;
grant select, insert on desk_parts, home_educations, attendance_orders to :app_role;
grant update (case_id, state, state_on) on desk_parts to :app_role;
grant update (state, view, view_on, due, case_id, ended_on) on home_educations to :app_role;
grant update (state, school_id, in_force_from, ended_on) on attendance_orders to :app_role;

-- Checks: agreements, requests, answers, searches. History alone, but how far a request has come.
grant select, insert on
  agreement_terms, check_requests, check_replies, check_reply_decisions, check_notes, s2s_searches, s2s_administrators
  to :app_role;
grant update (sent_on, sent_by, sent_name, route, sent_to, form_reference, due, settled_on, settled_how) on check_requests
  to :app_role;

-- What the public and partner agencies tell.
grant select, insert on public_pages, report_steps, report_questions to :app_role;
grant select, insert, update, delete on report_drafts to :app_role;
grant select, insert on reports_in to :app_role;
grant update (looked_for_at, state, next_due, settled_on, level, decide_by) on reports_in to :app_role;
grant select, insert, delete on report_tellers to :app_role;
grant update (forget_on) on report_tellers to :app_role;
grant select, insert on partners to :app_role;
grant update (organisation, kind, contact_name, contact_role, phone, email, basis, agreement, agreement_until, word_asked,
              kept_name, changed_at, ended_on, ended_why) on partners to :app_role;

-- Visits, and the authority's risk screen. History alone, but how a visit stands.
grant select, insert on
  visit_steps, visit_reports, visit_releases, visit_alerts,
  risk_screens, risk_steps, risk_step_ends, risk_lowerings, risk_lowering_ends
  to :app_role;
grant select, insert on visits to :app_role;
grant update (state, officer_id, officer_name, second_name, team_phone, planned_on, planned_at, minutes, planned_name, arrived_at,
              left_at, needs_help, ended_on, changed_at) on visits to :app_role;
grant execute on function released_to_viewer(text, uuid, uuid) to :app_role;

-- Getting a child in: steps, places known to be free, what a school says after the first day. History alone, but where a case stands.
grant select, insert on placing_steps, vacancies, providers, provider_steps, start_answers to :app_role;
grant select, insert on placings to :app_role;
grant update (phase, phase_on, reason, out_since, found_on, offered_on, started_on, tenth_on, year_group, owner_name, needs,
              with_admissions, ended_on, refreshed_at) on placings to :app_role;

-- What the authority is told, who told it, and exclusions.
grant select, insert on
  consultations, consultation_children, consultation_ends, consultation_cases, tellers, teller_steps, exclusion_steps
  to :app_role;

-- The census.
grant select, insert on cme_reasons, census_children, census_notes, census_signings to :app_role;
grant update (child_id, case_id, on_day, any_time, reason, reason_by, duration, since, year_group, queries)
  on census_children to :app_role;
grant select, insert, update (state, after_case, done, of_many, figures, taken_at) on census_takings to :app_role;

-- Other authorities: how they are reached, and what is asked and answered between them and us.
grant select, insert on authority_contacts, authority_request_steps to :app_role;
grant select, insert on authority_requests to :app_role;
grant update (child_id, case_id, due_on, state, answer, ended_on, link_id, chased, escalated_on) on authority_requests
  to :app_role;

-- Saved views, supervision, panels.
grant select, insert, delete on case_views to :app_role;
grant select, insert on supervision_notes, panel_cases, panel_decisions to :app_role;
grant select, insert, update (held_at, held_name, came, apologies) on panels to :app_role;
