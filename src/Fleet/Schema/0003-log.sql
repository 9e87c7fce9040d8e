-- The decisions of all servers, how far the log of each has gone up, and what they come to by hour.
-- A server adds decisions with COPY, which PostgreSQL does not do where row-level security decides: that they are its own, and how many, the trigger says.

create table ipblock.log_rule (
    only_one boolean primary key default true check (only_one),
    kept_days integer not null default 90 check (kept_days between 1 and 3650),
    -- Of one server in a day of UTC.
    most_bytes bigint not null default 4294967296 check (most_bytes > 0),
    upkept_at timestamptz,
    cleared_at timestamptz
);
insert into ipblock.log_rule default values;

create sequence ipblock.decision_id;

-- What a field of the log is without is null here.
create table ipblock.decision (
    at timestamptz not null,
    id bigint not null default nextval('ipblock.decision_id'),
    member integer not null,
    kind smallint not null check (kind between 0 and 5),
    client inet,
    session text,
    local_end text,
    remote_end text,
    event text,
    action text,
    reply text,
    rule text,
    provider text,
    codes text,
    reason text,
    recipient text,
    missing text,
    took text,
    listed text,
    policy text,
    score text,
    steps text,
    sender text,
    helo text,
    client_name text,
    primary key (at, id)
) partition by range (at);
create index decision_client on ipblock.decision (client, at);
create index decision_member on ipblock.decision (member, at);
-- What is neither accepted nor rejected is rare, and a walk would go far for it.
create index decision_rare on ipblock.decision (kind, at) where kind in (1, 3, 4, 5);
create index decision_provider on ipblock.decision (provider, at) where provider is not null;
create index decision_recipient on ipblock.decision (lower(recipient) text_pattern_ops) where recipient is not null;

create table ipblock.log_usage (
    member integer not null,
    at timestamptz not null,
    line text not null check (length(line) <= 2000)
);
create index log_usage_at on ipblock.log_usage (at);

-- Lines and position are written in one transaction: each line goes up once.
create table ipblock.log_file (
    member integer not null references ipblock.member,
    file text not null check (file ~ '^IPBLOCK[0-9]{8}-[0-9]{4}[.]log$'),
    position bigint not null check (position > 0),
    print bytea not null check (octet_length(print) <= 64),
    fields text not null check (length(fields) <= 2000),
    seen bigint not null,
    primary key (member, file)
);

create table ipblock.log_server (
    member integer primary key references ipblock.member,
    day date not null,
    bytes bigint not null default 0,
    decisions bigint not null default 0,
    newest timestamptz,
    uploaded_at timestamptz,
    pending bigint not null default 0,
    lost_files bigint not null default 0,
    lost_bytes bigint not null default 0,
    passed_over bigint not null default 0
);

create table ipblock.server_hour (
    member integer not null,
    hour timestamptz not null,
    provider text not null,
    kind smallint not null,
    decisions bigint not null,
    primary key (member, hour, provider, kind)
);
create index server_hour_hour on ipblock.server_hour (hour);

create table ipblock.decision_hour (
    hour timestamptz not null,
    provider text not null,
    kind smallint not null,
    decisions bigint not null,
    primary key (hour, provider, kind)
);

-- Hours whose sum over all servers is to be made anew. Not unique: whoever met a row that is just being deleted would leave none.
create table ipblock.changed_hour (hour timestamptz not null);

create function ipblock.this_server() returns integer language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    it integer;
begin
    select id into it from ipblock.member where id = ipblock.me() and kind = 'server';
    if it is null then
        raise exception using errcode = 'IPB05', message = 'only a server of the fleet has a log to upload';
    end if;
    return it;
end $$;

-- How much a server has uploaded today.
create function ipblock.count_upload(p_member integer, p_bytes bigint, p_decisions bigint, p_newest timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    today date := (clock_timestamp() at time zone 'UTC')::date;
    used bigint;
begin
    insert into ipblock.log_server as s (member, day, bytes, decisions, newest) values (p_member, today, p_bytes, p_decisions, p_newest)
    on conflict (member) do update set
        bytes = case when s.day = today then s.bytes else 0 end + excluded.bytes, day = today,
        decisions = s.decisions + excluded.decisions, newest = greatest(s.newest, excluded.newest)
    returning bytes into used;
    if used > (select most_bytes from ipblock.log_rule) then
        raise exception using errcode = 'IPB07', message = 'this server has uploaded as much of its log today as a server may';
    end if;
end $$;

create function ipblock.count_decisions() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    mine integer := ipblock.this_server();
    size bigint;
    many bigint;
    latest timestamptz;
    groups bigint;
begin
    if exists (select from added where member <> mine) then
        raise exception using errcode = 'IPB05', message = 'a server uploads its own log only';
    end if;
    select coalesce(sum(pg_column_size(added.*)), 0), count(*), max(at) into size, many, latest from added;
    insert into ipblock.server_hour as h (member, hour, provider, kind, decisions)
        select mine, date_trunc('hour', at, 'UTC'), left(coalesce(provider, ''), 512), kind, count(*) from added group by 2, 3, 4
    on conflict (member, hour, provider, kind) do update set decisions = h.decisions + excluded.decisions;
    get diagnostics groups = row_count;
    insert into ipblock.changed_hour select distinct date_trunc('hour', at, 'UTC') from added;
    perform ipblock.count_upload(mine, size + groups * 200, many, latest);
    return null;
end $$;
create trigger count_decisions after insert on ipblock.decision referencing new table as added for each statement execute function ipblock.count_decisions();

-- A table of its own first, for to attach one keeps nobody from adding decisions meanwhile.
create function ipblock.make_day(p_day date) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    name text := 'decision_' || to_char(p_day, 'YYYYMMDD');
begin
    if to_regclass('ipblock.' || name) is not null then
        return;
    end if;
    execute format('create table ipblock.%I (like ipblock.decision including defaults including constraints)', name);
    execute format('alter table ipblock.decision attach partition ipblock.%I for values from (%L) to (%L)', name, p_day::text || ' 00:00:00+00', (p_day + 1)::text || ' 00:00:00+00');
exception when duplicate_table or unique_violation then
    null; -- another server was quicker, and is done
end $$;

-- Sees to it that decisions of these days can be added.
create function ipblock.log_days(p_days date[]) returns table (first date, last date)
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
    today date := (clock_timestamp() at time zone 'UTC')::date;
begin
    perform ipblock.this_server();
    first := today - (select kept_days from ipblock.log_rule);
    last := today + 1;
    perform ipblock.make_day(day) from (select distinct unnest(p_days) as day order by day) as wanted where day between first and last;
    return next;
end $$;

-- The last step of an upload: false when another was quicker, and nothing of it may be kept then.
create function ipblock.log_advance(
    p_file text, p_from bigint, p_from_print bytea, p_to bigint, p_print bytea, p_fields text, p_seen bigint, p_pending bigint, p_passed_over bigint,
    p_usage_at timestamptz[], p_usage text[])
returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    mine integer := ipblock.this_server();
begin
    insert into ipblock.log_file as f (member, file, position, print, fields, seen)
        select mine, p_file, p_to, p_print, p_fields, p_seen
        where p_from = 0 or exists (select from ipblock.log_file k where k.member = mine and k.file = p_file)
    on conflict (member, file) do update set position = excluded.position, print = excluded.print, fields = excluded.fields, seen = excluded.seen
        where f.position = p_from and f.print = p_from_print;
    if not found then
        return false;
    end if;
    if p_from = 0 and (select count(*) from ipblock.log_file where member = mine) > 20000 then
        raise exception using errcode = 'IPB07', message = 'this server has more files of its log than a server may';
    end if;
    insert into ipblock.log_usage (member, at, line) select mine, u.at, u.line from unnest(p_usage_at, p_usage) as u (at, line);
    perform ipblock.count_upload(mine, coalesce((select sum(length(line)) from unnest(p_usage) as line), 0) + 200, 0, null);
    update ipblock.log_server set uploaded_at = clock_timestamp(), pending = greatest(p_pending, 0), passed_over = passed_over + greatest(p_passed_over, 0) where member = mine;
    return true;
end $$;

-- Files that are not there any more, with what had not gone up of them; and those that are another now.
create function ipblock.log_gone(p_files text[], p_lost_files bigint, p_lost_bytes bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    mine integer := ipblock.this_server();
begin
    delete from ipblock.log_file where member = mine and file = any (p_files);
    perform ipblock.count_upload(mine, 200, 0, null);
    update ipblock.log_server set lost_files = lost_files + greatest(p_lost_files, 0), lost_bytes = lost_bytes + greatest(p_lost_bytes, 0) where member = mine;
end $$;

-- Some hours at a time: after a long time without a database there may be many.
create function ipblock.sum_hours() returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
    with changed as (
        delete from ipblock.changed_hour where hour in (select distinct hour from ipblock.changed_hour order by hour desc limit 100) returning hour)
    insert into ipblock.decision_hour (hour, provider, kind, decisions)
        select h.hour, h.provider, h.kind, sum(h.decisions) from ipblock.server_hour h where h.hour in (select hour from changed) group by 1, 2, 3
    on conflict (hour, provider, kind) do update set decisions = excluded.decisions
$$;

create function ipblock.clear_log(p_first date) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '300ms' as $$
declare
    old text;
begin
    for old in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'ipblock.decision'::regclass and c.relname < 'decision_' || to_char(p_first, 'YYYYMMDD') order by c.relname
    loop
        execute format('drop table ipblock.%I', old);
    end loop;
    delete from ipblock.server_hour where hour < p_first::timestamp at time zone 'UTC';
    delete from ipblock.decision_hour where hour < p_first::timestamp at time zone 'UTC';
    delete from ipblock.log_usage where at < p_first::timestamp at time zone 'UTC';
    return true;
exception when lock_not_available then
    return false; -- somebody is reading or writing for long: the next time
end $$;

-- What is to be done once a minute for all, by whichever server comes first: sums, the days to come, and the end of the oldest.
create function ipblock.log_upkeep() returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
    rule ipblock.log_rule;
    today date := (clock_timestamp() at time zone 'UTC')::date;
begin
    perform ipblock.this_server();
    select * into rule from ipblock.log_rule where upkept_at is null or upkept_at < clock_timestamp() - interval '50 seconds' or upkept_at > clock_timestamp() for update skip locked;
    if not found then
        return false;
    end if;
    perform ipblock.sum_hours();
    perform ipblock.make_day(today + ahead) from generate_series(0, 7) as ahead;
    if rule.cleared_at is null or rule.cleared_at < clock_timestamp() - interval '1 hour' or rule.cleared_at > clock_timestamp() then
        if ipblock.clear_log(today - rule.kept_days) then
            update ipblock.log_rule set cleared_at = clock_timestamp();
        end if;
    end if;
    update ipblock.log_rule set upkept_at = clock_timestamp();
    return true;
end $$;

create function ipblock.set_log_rule(p_kept_days integer, p_most_bytes bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform ipblock.require_administrator();
    update ipblock.log_rule set kept_days = p_kept_days, most_bytes = p_most_bytes, cleared_at = null
    where (kept_days, most_bytes) is distinct from (p_kept_days, p_most_bytes);
end $$;

alter table ipblock.log_file enable row level security;
alter table ipblock.log_server enable row level security;
alter table ipblock.server_hour enable row level security;
alter table ipblock.decision_hour enable row level security;
alter table ipblock.log_usage enable row level security;
create policy own_files on ipblock.log_file for select to ipblock_server using (member = (select ipblock.me()));
create policy all_files on ipblock.log_file for select to ipblock_admin using ((select ipblock.is_administrator()));
create policy own_log on ipblock.log_server for select to ipblock_server using (member = (select ipblock.me()));
create policy all_logs on ipblock.log_server for select to ipblock_admin using ((select ipblock.is_administrator()));
create policy all_server_hours on ipblock.server_hour for select to ipblock_admin using ((select ipblock.is_administrator()));
create policy all_hours on ipblock.decision_hour for select to ipblock_admin using ((select ipblock.is_administrator()));
create policy all_usage on ipblock.log_usage for select to ipblock_admin using ((select ipblock.is_administrator()));

grant select on ipblock.log_rule, ipblock.log_file, ipblock.log_server to ipblock_server, ipblock_admin;
grant select on ipblock.decision, ipblock.server_hour, ipblock.decision_hour, ipblock.log_usage to ipblock_admin;
grant insert (at, member, kind, client, session, local_end, remote_end, event, action, reply, rule, provider, codes, reason, recipient, missing, took, listed, policy, score, steps, sender, helo, client_name)
    on ipblock.decision to ipblock_server;
grant usage on sequence ipblock.decision_id to ipblock_server;

revoke all on function ipblock.this_server(), ipblock.count_upload(integer, bigint, bigint, timestamptz), ipblock.count_decisions(), ipblock.make_day(date), ipblock.log_days(date[]),
    ipblock.log_advance(text, bigint, bytea, bigint, bytea, text, bigint, bigint, bigint, timestamptz[], text[]), ipblock.log_gone(text[], bigint, bigint), ipblock.sum_hours(),
    ipblock.clear_log(date), ipblock.log_upkeep(), ipblock.set_log_rule(integer, bigint) from public;
grant execute on function ipblock.log_days(date[]), ipblock.log_advance(text, bigint, bytea, bigint, bytea, text, bigint, bigint, bigint, timestamptz[], text[]),
    ipblock.log_gone(text[], bigint, bigint), ipblock.log_upkeep() to ipblock_server;
grant execute on function ipblock.set_log_rule(integer, bigint) to ipblock_admin;
