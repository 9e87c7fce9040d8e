-- What occurs most on each day that is over (networks, recipients, lists, servers, ...), by outcome: groups of a month then read some thousand rows in place of every decision.
-- A day to which decisions have come late is summed up anew; until then the decisions themselves are read.

create table ipblock.summed_day (day date primary key, summed_at timestamptz not null);

-- Not unique, like changed_hour.
create table ipblock.changed_day (day date not null);

-- When a day was last begun, and by which server: one that takes too long is not begun again soon.
create table ipblock.day_claim (day date primary key, member integer not null, claimed_at timestamptz not null);

-- What: 1 a network, 2 a recipient, 3 a client, 4 a sender, 5 a list, 6 a rule, 7 a policy, 8 an address and port of a server, 9 a server.
create table ipblock.day_top (
    day date not null,
    what smallint not null,
    kind smallint not null,
    name text not null,
    decisions bigint not null,
    last timestamptz not null
);
create index day_top_day on ipblock.day_top (what, day, kind);

-- How many decisions the most frequent has that was left out of day_top; 0 when none was.
create table ipblock.day_cut (
    day date not null,
    what smallint not null,
    kind smallint not null,
    begins timestamptz not null,
    ends timestamptz not null,
    cut bigint not null,
    primary key (what, day, kind)
);

-- With the time, like that of the clients: a recipient or sender is looked for on single days.
drop index ipblock.decision_recipient;
create index decision_recipient on ipblock.decision (lower(recipient) text_pattern_ops, at) where recipient is not null;
create index decision_sender on ipblock.decision (lower(sender) text_pattern_ops, at) where sender is not null;

create or replace function ipblock.count_decisions() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
    insert into ipblock.changed_day select distinct (at at time zone 'UTC')::date from added;
    perform ipblock.count_upload(mine, size + groups * 200, many, latest);
    return null;
end $$;

-- What was marked before is counted; who adds decisions meanwhile marks the day again.
create function ipblock.sum_day(p_day date) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    begins timestamptz := p_day::timestamp at time zone 'UTC';
    ends timestamptz := (p_day + 1)::timestamp at time zone 'UTC';
begin
    delete from ipblock.changed_day where day = p_day;
    delete from ipblock.day_top where day = p_day;
    delete from ipblock.day_cut where day = p_day;
    insert into ipblock.summed_day values (p_day, clock_timestamp()) on conflict (day) do update set summed_at = excluded.summed_at;
    -- What has few values is put together first. Decisions without a network, a recipient, ... are none that could be left out.
    execute format($sum$
        with few as materialized (
            select kind, provider, rule, policy, local_end, member, count(*) as decisions, max(at) as last from ipblock.%1$I group by 1, 2, 3, 4, 5, 6),
        counted (what, kind, name, decisions, last) as (
            select 1, n.kind, coalesce(host(n.network), ''), n.decisions, n.last from (
                select kind, network(set_masklen(client, case family(client) when 4 then 24 else 48 end)) as network, count(*) as decisions, max(at) as last
                from ipblock.%1$I group by 1, 2) as n
            union all
            select 2, kind, coalesce(lower(recipient), ''), count(*), max(at) from ipblock.%1$I group by kind, lower(recipient)
            union all
            select 3, c.kind, coalesce(host(c.client), ''), c.decisions, c.last from (
                select kind, client, count(*) as decisions, max(at) as last from ipblock.%1$I group by 1, 2) as c
            union all
            select 4, kind, coalesce(lower(sender), ''), count(*), max(at) from ipblock.%1$I group by kind, lower(sender)
            union all
            select 5, kind, coalesce(provider, ''), sum(decisions), max(last) from few group by kind, provider
            union all
            select 6, kind, coalesce(rule, ''), sum(decisions), max(last) from few group by kind, rule
            union all
            select 7, kind, coalesce(policy, ''), sum(decisions), max(last) from few group by kind, policy
            union all
            select 8, kind, coalesce(local_end, ''), sum(decisions), max(last) from few group by kind, local_end
            union all
            select 9, few.kind, m.name, sum(few.decisions), max(few.last) from few join ipblock.member m on m.id = few.member group by few.kind, m.name),
        ranked as (select *, row_number() over (partition by what, kind order by name <> '', decisions desc) as rank from counted),
        kept as (insert into ipblock.day_top select $1, what, kind, name, decisions, last from ranked where rank <= 2000)
        insert into ipblock.day_cut select $1, what, kind, $2, $3, coalesce(max(decisions) filter (where rank > 2000), 0) from ranked group by what, kind
        $sum$, 'decision_' || to_char(p_day, 'YYYYMMDD')) using p_day, begins, ends;
end $$;

-- The newest day that is over and wants its sums, for one server at a time; null when there is none. A quarter of an hour is left to the servers for their last lines of a day.
-- What was claimed and not finished has failed, and waits for six hours.
create function ipblock.claim_day() returns date language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    mine integer := ipblock.this_server();
    today date := (clock_timestamp() at time zone 'UTC')::date;
    over date := ((clock_timestamp() - interval '15 minutes') at time zone 'UTC')::date;
    wanted date;
begin
    lock table ipblock.day_claim in share row exclusive mode nowait;
    if exists (select from ipblock.day_claim where claimed_at > clock_timestamp() - interval '10 minutes' and claimed_at <= clock_timestamp()) then
        return null;
    end if;
    -- What is not summed up yet needs no mark.
    delete from ipblock.changed_day c where not exists (select from ipblock.summed_day s where s.day = c.day);
    delete from ipblock.day_claim where claimed_at < clock_timestamp() - interval '6 hours' or claimed_at > clock_timestamp();
    select d.day::date into wanted
    from generate_series(today - (select kept_days from ipblock.log_rule), over - 1, interval '1 day') as d (day) left join ipblock.summed_day s on s.day = d.day::date
    where to_regclass('ipblock.decision_' || to_char(d.day, 'YYYYMMDD')) is not null
        and (s.day is null or (s.summed_at < clock_timestamp() - interval '10 minutes' and exists (select from ipblock.changed_day c where c.day = s.day)))
        and not exists (select from ipblock.day_claim c where c.day = d.day::date)
    order by d.day desc limit 1;
    if wanted is not null then
        insert into ipblock.day_claim values (wanted, mine, clock_timestamp());
    end if;
    return wanted;
exception when lock_not_available then
    return null;
end $$;

-- Sums up the day that this server has claimed; false when it has claimed none.
create function ipblock.sum_claimed_day() returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    claimed date;
begin
    delete from ipblock.day_claim where member = ipblock.this_server() and claimed_at > clock_timestamp() - interval '10 minutes' returning day into claimed;
    if claimed is null then
        return false;
    end if;
    perform ipblock.sum_day(claimed);
    return true;
end $$;

create or replace function ipblock.clear_log(p_first date) returns boolean
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
    delete from ipblock.summed_day where day < p_first;
    delete from ipblock.changed_day where day < p_first;
    delete from ipblock.day_top where day < p_first;
    delete from ipblock.day_cut where day < p_first;
    delete from ipblock.day_claim where day < p_first;
    return true;
exception when lock_not_available then
    return false; -- somebody is reading or writing for long: the next time
end $$;

alter table ipblock.summed_day enable row level security;
alter table ipblock.changed_day enable row level security;
alter table ipblock.day_claim enable row level security;
alter table ipblock.day_top enable row level security;
alter table ipblock.day_cut enable row level security;
create policy all_summed_days on ipblock.summed_day for select to ipblock_admin using ((select ipblock.is_administrator()));
create policy all_changed_days on ipblock.changed_day for select to ipblock_admin using ((select ipblock.is_administrator()));
create policy all_tops on ipblock.day_top for select to ipblock_admin using ((select ipblock.is_administrator()));
create policy all_cuts on ipblock.day_cut for select to ipblock_admin using ((select ipblock.is_administrator()));
grant select on ipblock.summed_day, ipblock.changed_day, ipblock.day_top, ipblock.day_cut to ipblock_admin;

revoke all on function ipblock.sum_day(date), ipblock.claim_day(), ipblock.sum_claimed_day() from public;
grant execute on function ipblock.claim_day(), ipblock.sum_claimed_day() to ipblock_server;
