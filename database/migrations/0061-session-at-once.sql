-- Every page begins by asking whose the session is and what they may do; that was two statements and a transaction of their
-- own. Like session_person it goes by the cookie's digest, which only its owner brings.
create function session_with_roles(given_hash text, given_day date)
  returns table (la_code text, person_id uuid, name text, email text, hat text, started_at timestamptz,
                 last_seen_at timestamptz, factor_at timestamptz, roles jsonb)
  language sql stable security definer set search_path = public
  as $$ select s.la_code, s.person_id, p.name, p.email, s.hat, s.started_at, s.last_seen_at, s.factor_at,
          (select coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'authority', a.name, 'school', c.name,
                    'school_id', g.school_id) order by g.role, c.name), '[]')
           from grants g
           join authorities a on a.la_code = g.la_code
           left join schools c on c.la_code = g.la_code and c.id = g.school_id
           where g.la_code = s.la_code and g.person_id = s.person_id and g.ended_at is null
             and g.starts_on <= given_day and (g.ends_on is null or g.ends_on >= given_day)
             and (c.closed_on is null or c.closed_on > given_day))
        from sessions s join people p on p.la_code = s.la_code and p.id = s.person_id
        where s.token_hash = given_hash and s.ended_at is null and p.ended_at is null $$;
