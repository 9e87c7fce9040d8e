-- What servers tell each other: how each list answers them, which clients are in good standing, and which mail was deferred.
-- Tables are written through functions only, each server its own rows, so many and so often. All times are the database's. No function waits long for another.

create table ipblock.health_voter (
    member integer primary key references ipblock.member,
    voted_at timestamptz not null,
    resolver text not null
);

create table ipblock.health_vote (
    list text not null,
    member integer not null references ipblock.member,
    state text not null check (state in ('well', 'slow', 'silent', 'refused', 'lists the world', 'emptied', 'gone')),
    answer text not null,
    since timestamptz not null default clock_timestamp(),
    primary key (list, member)
);

create table ipblock.evidence_giver (
    member integer primary key references ipblock.member,
    gave_at timestamptz not null
);

create table ipblock.vouched_client (
    client bigint not null,
    key_number integer not null,
    member integer not null references ipblock.member,
    day date not null default current_date,
    primary key (client, key_number, member)
);
create index vouched_client_day on ipblock.vouched_client (member, day);

-- The clients for whom two servers vouch, or did.
create table ipblock.good_standing (
    key_number integer not null,
    client bigint not null,
    holds boolean not null,
    day date not null default current_date,
    changed_at timestamptz not null default clock_timestamp(),
    primary key (key_number, client)
);
create index good_standing_changed on ipblock.good_standing (key_number, changed_at);

create table ipblock.deferred_mail (
    mail bigint not null,
    key_number integer not null,
    member integer not null references ipblock.member,
    deferred_at timestamptz not null default clock_timestamp(),
    accepted_at timestamptz,
    changed_at timestamptz not null default clock_timestamp(),
    primary key (mail, key_number, member)
);
create index deferred_mail_changed on ipblock.deferred_mail (key_number, changed_at);
create index deferred_mail_member on ipblock.deferred_mail (member, changed_at);

create table ipblock.evidence_upkeep (
    only_one boolean primary key default true check (only_one),
    done_on date not null default current_date
);
insert into ipblock.evidence_upkeep default values;

create function ipblock.require_server() returns integer language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    if ipblock.me() is null or ipblock.is_administrator() then
        raise exception using errcode = 'IPB05', message = 'only a server of the fleet may do that';
    end if;
    return ipblock.me();
end $$;

-- One server, one vote; one that has not voted for three minutes is not counted.
create function ipblock.fresh_votes() returns table (list text, member integer, unfit boolean) language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select v.list, v.member, v.state not in ('well', 'slow')
    from ipblock.health_vote v join ipblock.health_voter r on r.member = v.member join ipblock.member m on m.id = v.member
    where r.voted_at > clock_timestamp() - interval '3 minutes' and m.gone_at is null
$$;

create function ipblock.is_mostly_unfit(p_list text) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select count(*) filter (where f.unfit) >= 2 and count(*) filter (where f.unfit) * 2 > count(*) from ipblock.fresh_votes() f where f.list = p_list
$$;

-- All votes of a server, in place of those that it had. False: too soon after the last ones, and nothing was done.
create function ipblock.vote(p_resolver text, p_lists text[], p_states text[], p_answers text[])
returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    who integer := ipblock.require_server();
    it record;
    was boolean;
    turned boolean := false;
begin
    if coalesce(cardinality(p_lists), 0) > 200 or cardinality(p_lists) <> cardinality(p_states) or cardinality(p_lists) <> cardinality(p_answers) then
        raise exception using errcode = 'IPB07', message = 'a server votes for 200 lists at most';
    end if;
    if exists (select from ipblock.health_voter where member = who and voted_at > clock_timestamp() - interval '1 second') then
        return false;
    end if;
    insert into ipblock.health_voter (member, voted_at, resolver) values (who, clock_timestamp(), left(p_resolver, 300))
        on conflict (member) do update set voted_at = excluded.voted_at, resolver = excluded.resolver;
    for it in
        select coalesce(g.list, v.list) as list, g.state, g.answer, v.state as former
        from (select distinct on (left(u.list, 260)) left(u.list, 260) as list, u.state, left(u.answer, 500) as answer
              from unnest(p_lists, p_states, p_answers) as u (list, state, answer)) g
        full join (select * from ipblock.health_vote h where h.member = who) v on v.list = g.list
        where (g.state, g.answer) is distinct from (v.state, v.answer)
    loop
        was := ipblock.is_mostly_unfit(it.list);
        if it.state is null then
            delete from ipblock.health_vote where member = who and list = it.list;
        else
            insert into ipblock.health_vote as v (list, member, state, answer) values (it.list, who, it.state, coalesce(it.answer, ''))
                on conflict (list, member) do update set state = excluded.state, answer = excluded.answer,
                    since = case when v.state = excluded.state then v.since else excluded.since end;
        end if;
        turned := turned or (it.state is distinct from it.former and was <> ipblock.is_mostly_unfit(it.list));
    end loop;
    -- A notification holds a lock at commit and wakes every server: only when what most say has changed, and never for each vote.
    if turned then
        perform pg_notify('ipblock_health', '');
    end if;
    return true;
end $$;

-- How the others vote on the lists that the server itself votes on.
create function ipblock.vote_counts() returns table (list text, others_well bigint, others_unfit bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select v.list, count(f.member) filter (where not f.unfit), count(f.member) filter (where f.unfit)
    from ipblock.health_vote v left join ipblock.fresh_votes() f on f.list = v.list and f.member <> v.member
    where v.member = ipblock.me() group by v.list
$$;

-- Once a day whoever comes first removes what is old, of an older key, or of servers that are gone.
create function ipblock.keep_evidence_small(p_key_number integer) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update ipblock.evidence_upkeep set done_on = current_date where done_on <> current_date;
    if not found then
        return;
    end if;
    delete from ipblock.vouched_client v where v.day < current_date - 14 or v.key_number <> p_key_number
        or exists (select from ipblock.member m where m.id = v.member and m.gone_at is not null);
    delete from ipblock.good_standing where day < current_date - 20 or key_number <> p_key_number;
    delete from ipblock.deferred_mail d where d.changed_at < clock_timestamp() - interval '30 days' or d.key_number <> p_key_number
        or exists (select from ipblock.member m where m.id = d.member and m.gone_at is not null);
    delete from ipblock.health_vote v using ipblock.member m where m.id = v.member and m.gone_at is not null;
end $$;

-- What a server has seen since the last time, as keyed hashes. False: too soon, another key, or another is at it; the server keeps it and comes again.
create function ipblock.give_evidence(p_key_number integer, p_vouched bigint[], p_withdrawn bigint[], p_deferred bigint[], p_accepted bigint[], p_within interval)
returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '200ms' as $$
declare
    who integer := ipblock.require_server();
    remembered interval := least(greatest(coalesce(p_within, '1 day'), interval '10 minutes'), interval '30 days');
begin
    if greatest(cardinality(p_vouched), cardinality(p_withdrawn), cardinality(p_deferred), cardinality(p_accepted)) > 1000 then
        raise exception using errcode = 'IPB07', message = 'evidence comes in parts of 1,000 at most';
    end if;
    if p_key_number <> (select key_number from ipblock.fleet)
        or exists (select from ipblock.evidence_giver where member = who and gave_at > clock_timestamp() - interval '5 seconds') then
        return false;
    end if;
    begin
        insert into ipblock.evidence_giver values (who, clock_timestamp()) on conflict (member) do update set gave_at = excluded.gave_at;
        perform ipblock.keep_evidence_small(p_key_number);
        perform ipblock.vouch(who, p_key_number, coalesce(p_vouched, '{}'), coalesce(p_withdrawn, '{}'));
        perform ipblock.note_deferred(who, p_key_number, coalesce(p_deferred, '{}'), coalesce(p_accepted, '{}'), remembered);
    exception when lock_not_available or deadlock_detected then
        return false;
    end;
    return true;
end $$;

create function ipblock.vouch(p_member integer, p_key_number integer, p_vouched bigint[], p_withdrawn bigint[])
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    excess bigint;
begin
    insert into ipblock.vouched_client as v (client, key_number, member) select distinct u, p_key_number, p_member from unnest(p_vouched) as u where u is not null
        on conflict (client, key_number, member) do update set day = current_date where v.day <> current_date;
    delete from ipblock.vouched_client where member = p_member and key_number = p_key_number and client = any (p_withdrawn);
    select count(*) - 32768 into excess from ipblock.vouched_client where member = p_member;
    if excess > 0 then
        delete from ipblock.vouched_client where ctid = any (array(select ctid from ipblock.vouched_client where member = p_member order by day limit excess));
    end if;
    insert into ipblock.good_standing as g (key_number, client, holds)
        select p_key_number, v.client, true
        from ipblock.vouched_client v join ipblock.member m on m.id = v.member and m.gone_at is null
        where v.client = any (p_vouched) and v.key_number = p_key_number and v.day > current_date - 14
            and not exists (select from ipblock.good_standing o where o.key_number = v.key_number and o.client = v.client and o.holds and o.day >= current_date - 3)
        group by v.client having count(*) >= 2 order by v.client
        on conflict (key_number, client) do update set holds = true, day = current_date, changed_at = clock_timestamp() where not g.holds or g.day < current_date - 3;
    update ipblock.good_standing g set holds = false, changed_at = clock_timestamp()
        where g.key_number = p_key_number and g.client = any (p_withdrawn) and g.holds
            and (select count(*) from ipblock.vouched_client v where v.client = g.client and v.key_number = p_key_number) < 2;
end $$;

-- Dated by the database: no server can have deferred a mail before it says so, and none's clock counts.
create function ipblock.note_deferred(p_member integer, p_key_number integer, p_deferred bigint[], p_accepted bigint[], p_within interval)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    excess bigint;
begin
    insert into ipblock.deferred_mail as d (mail, key_number, member) select distinct u, p_key_number, p_member from unnest(p_deferred) as u where u is not null
        on conflict (mail, key_number, member) do update set deferred_at = clock_timestamp(), accepted_at = null, changed_at = clock_timestamp()
        where d.changed_at < clock_timestamp() - p_within;
    insert into ipblock.deferred_mail as d (mail, key_number, member, accepted_at)
        select distinct u, p_key_number, p_member, clock_timestamp() from unnest(p_accepted) as u where u is not null
        on conflict (mail, key_number, member) do update set accepted_at = clock_timestamp(), changed_at = clock_timestamp()
        where d.accepted_at is null or d.accepted_at < clock_timestamp() - interval '10 minutes';
    select count(*) - 100000 into excess from ipblock.deferred_mail where member = p_member;
    if excess > 0 then
        delete from ipblock.deferred_mail where ctid = any (array(select ctid from ipblock.deferred_mail where member = p_member order by changed_at limit excess));
    end if;
end $$;

-- What others have deferred, from a moment on: ages, because clocks differ.
create function ipblock.deferred_since(p_key_number integer, p_since timestamptz, p_after bigint, p_most integer)
returns table (mail bigint, deferred_ago double precision, accepted_ago double precision, changed_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select d.mail, extract(epoch from clock_timestamp() - d.deferred_at)::float8, extract(epoch from clock_timestamp() - d.accepted_at)::float8, d.changed_at
    from ipblock.deferred_mail d join ipblock.member m on m.id = d.member
    where d.key_number = p_key_number and (d.changed_at, d.mail) > (p_since, p_after) and d.member <> (select ipblock.require_server()) and m.gone_at is null
    order by d.changed_at, d.mail limit least(p_most, 5000)
$$;

create function ipblock.standing_since(p_key_number integer, p_since timestamptz, p_after bigint, p_most integer)
returns table (client bigint, holds boolean, changed_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select g.client, g.holds, g.changed_at from ipblock.good_standing g
    where g.key_number = p_key_number and (g.changed_at, g.client) > (p_since, p_after) and (select ipblock.require_server()) is not null
    order by g.changed_at, g.client limit least(p_most, 5000)
$$;

-- Parts that are a group's own, of a version, encrypted with the key of the fleet. Older programs would pass over them and are refused from then on.
create table ipblock.group_settings (
    version integer primary key references ipblock.settings_version,
    parts bytea not null check (octet_length(parts) <= 1048576)
);

create function ipblock.set_group_parts(p_version integer, p_parts bytea) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform ipblock.require_administrator();
    -- Only with the version itself, in one transaction.
    if not exists (select from ipblock.settings_version where number = p_version and xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295)) then
        raise exception using errcode = 'IPB05', message = 'the parts of groups come with their version and are not changed afterwards';
    end if;
    insert into ipblock.group_settings values (p_version, p_parts);
    update ipblock.fleet set format = 2 where format < 2;
end $$;

alter table ipblock.health_voter enable row level security;
alter table ipblock.health_vote enable row level security;
alter table ipblock.evidence_giver enable row level security;
alter table ipblock.vouched_client enable row level security;
alter table ipblock.good_standing enable row level security;
alter table ipblock.deferred_mail enable row level security;
alter table ipblock.evidence_upkeep enable row level security;
alter table ipblock.group_settings enable row level security;

create policy own_voter on ipblock.health_voter for select to ipblock_server using (member = (select ipblock.me()));
create policy own_votes on ipblock.health_vote for select to ipblock_server using (member = (select ipblock.me()));
create policy all_voters on ipblock.health_voter for select to ipblock_admin using ((select ipblock.is_administrator()));
create policy all_votes on ipblock.health_vote for select to ipblock_admin using ((select ipblock.is_administrator()));
create policy own_group_settings on ipblock.group_settings for select to ipblock_server, ipblock_admin
    using (exists (select from ipblock.settings_version v where v.number = version));

grant select on ipblock.health_voter, ipblock.health_vote, ipblock.group_settings to ipblock_server, ipblock_admin;

revoke all on function ipblock.require_server(), ipblock.fresh_votes(), ipblock.is_mostly_unfit(text), ipblock.vote(text, text[], text[], text[]), ipblock.vote_counts(),
    ipblock.keep_evidence_small(integer), ipblock.give_evidence(integer, bigint[], bigint[], bigint[], bigint[], interval),
    ipblock.vouch(integer, integer, bigint[], bigint[]), ipblock.note_deferred(integer, integer, bigint[], bigint[], interval),
    ipblock.deferred_since(integer, timestamptz, bigint, integer), ipblock.standing_since(integer, timestamptz, bigint, integer),
    ipblock.set_group_parts(integer, bytea) from public;
grant execute on function ipblock.vote(text, text[], text[], text[]), ipblock.vote_counts(),
    ipblock.give_evidence(integer, bigint[], bigint[], bigint[], bigint[], interval),
    ipblock.deferred_since(integer, timestamptz, bigint, integer), ipblock.standing_since(integer, timestamptz, bigint, integer) to ipblock_server;
grant execute on function ipblock.set_group_parts(integer, bytea) to ipblock_admin;
