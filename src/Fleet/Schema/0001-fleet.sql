-- The fleet: its members, the versions of the settings, and what each server has in force.
-- All belongs to ipblock_owner. Members read through row-level security and write through the functions only.

create table ipblock.fleet (
    only_one boolean primary key default true check (only_one),
    id uuid not null default gen_random_uuid(),
    -- Programs that know only smaller formats are refused.
    format integer not null default 1,
    key_number integer not null default 1,
    rotated_at timestamptz not null default now()
);
insert into ipblock.fleet default values;

create table ipblock.member (
    id integer generated always as identity primary key,
    login name not null unique,
    kind text not null check (kind in ('server', 'administrator')),
    name text check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
    part_of text check (part_of ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
    invited_at timestamptz not null default now(),
    invited_by integer references ipblock.member,
    expires timestamptz not null,
    joined_at timestamptz,
    gone_at timestamptz,
    public_key bytea check (octet_length(public_key) <= 200),
    sealed_keys bytea not null check (octet_length(sealed_keys) <= 100000),
    check (joined_at is null or (name is not null and public_key is not null))
);
create unique index member_name on ipblock.member (lower(name)) where gone_at is null;

create table ipblock.settings_version (
    number integer primary key check (number > 0),
    id uuid not null unique,
    parent integer not null,
    audience text,
    stored_at timestamptz not null default clock_timestamp(),
    author text not null,
    login name not null default session_user,
    program text not null,
    comment text check (length(comment) <= 1000),
    undoes integer,
    own text[] not null,
    key_number integer not null,
    content text not null check (octet_length(content) <= 33554432),
    difference text[] not null,
    seal bytea not null
);

create table ipblock.server_state (
    member integer primary key references ipblock.member,
    seen_at timestamptz,
    version integer not null default 0,
    in_force boolean not null default false,
    since timestamptz,
    digest text,
    error text,
    local_changes text[] not null default '{}',
    program text,
    host text,
    way text,
    clock_ahead interval
);

-- Who asks: the login, which no SET ROLE and no SECURITY DEFINER changes.
create function ipblock.me() returns integer language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select id from ipblock.member where login = session_user and joined_at is not null and gone_at is null
$$;

create function ipblock.my_group() returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select part_of from ipblock.member where id = ipblock.me()
$$;

create function ipblock.is_administrator() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (select from ipblock.member where id = ipblock.me() and kind = 'administrator')
$$;

create function ipblock.require_administrator() returns void language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not ipblock.is_administrator() then
        raise exception using errcode = 'IPB05', message = 'only an administrator of the fleet may do that';
    end if;
end $$;

create function ipblock.make_member(p_login text, p_kind text, p_group text, p_invited_by integer, p_life interval, p_verifier text, p_sealed bytea)
returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    made integer;
begin
    if p_login !~ '^ipblock_[sa]_[0-9a-f]{16}$' or p_verifier !~ '^SCRAM-SHA-256[$]' then
        raise exception using errcode = 'IPB05', message = 'no login of the fleet';
    end if;
    insert into ipblock.member (login, kind, part_of, invited_by, expires, sealed_keys)
        values (p_login, p_kind, p_group, p_invited_by, now() + p_life, p_sealed) returning id into made;
    execute format('create role %I login connection limit 5 password %L valid until %L', p_login, p_verifier, now() + p_life);
    execute format('grant %I to %I', case p_kind when 'server' then 'ipblock_server' else 'ipblock_admin' end, p_login);
    return made;
end $$;

create function ipblock.invite(p_login text, p_kind text, p_group text, p_life interval, p_verifier text, p_sealed bytea)
returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform ipblock.require_administrator();
    return ipblock.make_member(p_login, p_kind, p_group, ipblock.me(), least(p_life, interval '30 days'), p_verifier, p_sealed);
end $$;

-- The keys of the fleet, sealed for the holder of the ticket.
create function ipblock.invitation() returns table (kind text, part_of text, sealed_keys bytea) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return query select m.kind, m.part_of, m.sealed_keys from ipblock.member m
        where m.login = session_user and m.joined_at is null and m.gone_at is null and m.expires > now();
    if not found then
        raise exception using errcode = 'IPB06', message = 'this ticket has been used or has expired';
    end if;
end $$;

create function ipblock.join_fleet(p_name text, p_public_key bytea, p_sealed bytea, p_verifier text)
returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    it ipblock.member;
begin
    select * into it from ipblock.member m where m.login = session_user for update;
    if it.id is null or it.joined_at is not null or it.gone_at is not null or it.expires <= now() then
        raise exception using errcode = 'IPB06', message = 'this ticket has been used or has expired';
    end if;
    if p_verifier !~ '^SCRAM-SHA-256[$]' then
        raise exception using errcode = 'IPB05', message = 'no password of the fleet';
    end if;
    update ipblock.member set name = p_name, public_key = p_public_key, sealed_keys = p_sealed, joined_at = now() where id = it.id;
    execute format('alter role %I password %L valid until %L', it.login, p_verifier, 'infinity');
    if it.kind = 'server' then
        insert into ipblock.server_state (member) values (it.id);
    end if;
    return it.id;
end $$;

-- What it has open must neither go on nor hold a lock that is wanted here: first it is ended, then the login, then what has come in between.
create function ipblock.end_login(p_login name) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform ipblock.end_connections(p_login);
    execute format('alter role %I nologin password null connection limit 0', p_login);
    perform ipblock.end_connections(p_login);
end $$;

create function ipblock.end_connections(p_login name) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform pg_terminate_backend(pid) from pg_stat_activity where usename = p_login and pid <> pg_backend_pid();
exception when insufficient_privilege then
    null; -- an owner that is not in pg_signal_backend: it gets nothing any more, but keeps its connection
end $$;

create function ipblock.leave_fleet() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update ipblock.member set gone_at = now() where id = ipblock.me();
    execute format('alter role %I nologin password null connection limit 0', session_user);
end $$;

create function ipblock.revoke_member(p_member integer) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    it name;
begin
    perform ipblock.require_administrator();
    select login into it from ipblock.member where id = p_member and id <> ipblock.me();
    if it is null then
        raise exception using errcode = 'IPB05', message = 'no such member, or yourself';
    end if;
    perform ipblock.end_login(it);
    update ipblock.member set gone_at = coalesce(gone_at, now()) where id = p_member;
    begin
        execute format('drop role %I', it);
    exception when dependent_objects_still_exist or object_in_use then
        null; -- it can log in no more, and is nobody
    end;
end $$;

-- A new key for all that are left. Tickets that are out hold the old one, and end.
create function ipblock.rotate_keys(p_number integer, p_members integer[], p_sealed bytea[])
returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    it record;
    ended integer := 0;
begin
    perform ipblock.require_administrator();
    lock table ipblock.member in share row exclusive mode;
    for it in select id, login from ipblock.member where joined_at is null and gone_at is null loop
        perform ipblock.end_login(it.login);
        update ipblock.member set gone_at = now() where id = it.id;
        execute format('drop role %I', it.login);
        ended := ended + 1;
    end loop;
    if exists (select from ipblock.member where joined_at is not null and gone_at is null and not id = any (p_members)) or
        not exists (select from ipblock.fleet where key_number = p_number - 1) then
        raise exception using errcode = 'IPB02', message = 'the members or the key of the fleet have changed meanwhile';
    end if;
    update ipblock.member m set sealed_keys = s.sealed from unnest(p_members, p_sealed) as s (id, sealed) where m.id = s.id;
    update ipblock.fleet set key_number = p_number, rotated_at = clock_timestamp();
    return ended;
end $$;

-- Somebody who has the key is gone.
create function ipblock.rotation_due() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (select from ipblock.member where joined_at is not null and gone_at >= (select rotated_at from ipblock.fleet))
$$;

-- Servers say which version they have: after a backup was restored no number is given twice. A thousand at most, so that no server can use them up.
create function ipblock.next_number() returns integer language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select greatest(n.newest, least(coalesce((select max(version) from ipblock.server_state), 0), n.newest + 1000)) + 1
    from (select coalesce(max(number), 0) as newest from ipblock.settings_version) n
$$;

create function ipblock.push(
    p_number integer, p_id uuid, p_parent integer, p_audience text, p_author text, p_program text, p_comment text, p_undoes integer,
    p_own text[], p_key_number integer, p_content text, p_difference text[], p_seal bytea)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform ipblock.require_administrator();
    lock table ipblock.settings_version in share row exclusive mode;
    if p_parent <> (select coalesce(max(number), 0) from ipblock.settings_version) or p_number <> ipblock.next_number() then
        raise exception using errcode = 'IPB01', message = 'another version came first';
    end if;
    if p_key_number <> (select key_number from ipblock.fleet) then
        raise exception using errcode = 'IPB02', message = 'the key of the fleet has changed meanwhile';
    end if;
    insert into ipblock.settings_version (number, id, parent, audience, author, program, comment, undoes, own, key_number, content, difference, seal)
        values (p_number, p_id, p_parent, p_audience, p_author, p_program, p_comment, p_undoes, p_own, p_key_number, p_content, p_difference, p_seal);
    perform pg_notify('ipblock_settings', p_number::text);
end $$;

create function ipblock.report(
    p_version integer, p_in_force boolean, p_since timestamptz, p_digest text, p_error text, p_local text[], p_program text, p_host text, p_way text, p_clock timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update ipblock.server_state set
        seen_at = clock_timestamp(), version = greatest(p_version, 0), in_force = p_in_force, since = p_since, digest = left(p_digest, 64), error = left(p_error, 2000),
        local_changes = array(select left(change, 300) from unnest(p_local[1:20]) as change), program = left(p_program, 100), host = left(p_host, 255), way = left(p_way, 20),
        clock_ahead = p_clock - clock_timestamp()
    where member = ipblock.me();
    if not found then
        raise exception using errcode = 'IPB05', message = 'only a server of the fleet reports';
    end if;
end $$;

alter table ipblock.member enable row level security;
alter table ipblock.settings_version enable row level security;
alter table ipblock.server_state enable row level security;

create policy own_member on ipblock.member for select to ipblock_server using (login = session_user);
create policy all_members on ipblock.member for select to ipblock_admin using ((select ipblock.is_administrator()));
create policy own_state on ipblock.server_state for select to ipblock_server using (member = (select ipblock.me()));
create policy all_states on ipblock.server_state for select to ipblock_admin using ((select ipblock.is_administrator()));
create policy own_versions on ipblock.settings_version for select to ipblock_server
    using ((select ipblock.me()) is not null and (audience is null or audience = (select ipblock.my_group())));
create policy all_versions on ipblock.settings_version for select to ipblock_admin using ((select ipblock.is_administrator()));

grant select on ipblock.fleet, ipblock.member, ipblock.settings_version, ipblock.server_state to ipblock_server, ipblock_admin;

revoke all on all functions in schema ipblock from public;
grant execute on function ipblock.me(), ipblock.my_group(), ipblock.is_administrator(), ipblock.invitation(), ipblock.leave_fleet(),
    ipblock.join_fleet(text, bytea, bytea, text) to ipblock_server, ipblock_admin;
grant execute on function ipblock.report(integer, boolean, timestamptz, text, text, text[], text, text, text, timestamptz) to ipblock_server;
grant execute on function ipblock.invite(text, text, text, interval, text, bytea), ipblock.revoke_member(integer), ipblock.rotate_keys(integer, integer[], bytea[]),
    ipblock.next_number(), ipblock.rotation_due(), ipblock.push(integer, uuid, integer, text, text, text, text, integer, text[], integer, text, text[], bytea) to ipblock_admin;
