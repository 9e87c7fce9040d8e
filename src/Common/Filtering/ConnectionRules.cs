using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Exceptions;
using IpBlock.Lists;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Filtering;

/// <summary>The rules that need no lookup: what the connection itself, the exceptions and the local lists say.</summary>
internal sealed class ConnectionRules
{
    private const string BlockListName = "IP block list";

    private readonly FilterSettings _settings;
    private readonly Clock _clock;
    private readonly HashSet<int> _exemptPorts;
    private readonly ClientExceptions _exceptions;
    private readonly LocalList _allowed;
    private readonly LocalList _blocked;
    private readonly RejectionTemplate _blockListReply;
    private readonly ListReplies _listReplies;
    private readonly ListStore _lists;

    public ConnectionRules(FilterSettings settings, Clock clock, ListStore lists)
    {
        _settings = settings;
        _lists = lists;
        _listReplies = new ListReplies(settings.Lists);
        _clock = clock;
        _exemptPorts = new HashSet<int>(settings.Exceptions.ExemptLocalPorts);
        _exceptions = new ClientExceptions(settings.Exceptions.Clients, settings.Nat64Prefix);
        _allowed = new LocalList(settings.AllowList, settings.Nat64Prefix);
        _blocked = new LocalList(settings.BlockList, settings.Nat64Prefix);
        _blockListReply = new RejectionTemplate(settings.BlockListResponse);
    }

    /// <summary>The verdict of the first rule that matches, or null when the providers are to be asked.</summary>
    /// <param name="request">The connection.</param>
    /// <param name="started">When it was begun to decide.</param>
    /// <param name="reported">The refusal of a list that only reports, which decides nothing.</param>
    public Verdict? Match(FilterRequest request, TimeSpan started, out Verdict? reported)
    {
        reported = null;
        if (ByConnection(request) is { } rule)
            return Accepted(request, rule, started);
        var now = _clock.UtcNow;
        if (_exceptions.Find(request.Client, now) is { } exception)
            return new Verdict(request.Client, VerdictAction.Accept, VerdictRule.ClientException, Took(started)) { Exception = exception };
        if (_allowed.Find(request.Client, now) is { } allowed)
            return new Verdict(request.Client, VerdictAction.Accept, VerdictRule.AllowList, Took(started)) { Entry = allowed };
        var lists = _lists.Current;
        if (lists.FindAllowing(request.Client, now) is { } allowing)
            return Accept(request.Client, allowing, started);
        if (_blocked.Find(request.Client, now) is { } blocked)
        {
            return new Verdict(request.Client, VerdictAction.Reject, VerdictRule.BlockList, Took(started))
            {
                Entry = blocked,
                Reply = new SmtpReply(550, "5.7.1", _blockListReply.Render(request.Client, BlockListName)),
            };
        }

        return lists.FindBlocking(request.Client, now) is { } blocking ? Refuse(request.Client, blocking, started, out reported) : null;
    }

    /// <summary>The verdict by an allow list.</summary>
    public Verdict Accept(Address client, LoadedList list, TimeSpan started) => new(client, VerdictAction.Accept, VerdictRule.AllowList, Took(started)) { List = list };

    /// <summary>The verdict by a block list, or null and what it would have been when the list only reports.</summary>
    public Verdict? Refuse(Address client, LoadedList list, TimeSpan started, out Verdict? reported)
    {
        var refusal = new Verdict(client, VerdictAction.Reject, VerdictRule.BlockList, Took(started)) { List = list, Reply = _listReplies.For(client, list.Settings) };
        reported = list.Settings.Mode == FilterMode.Report ? refusal : null;
        return reported is null ? refusal : null;
    }

    private VerdictRule? ByConnection(FilterRequest request)
    {
        if (!_settings.Enabled)
            return VerdictRule.FilterDisabled;
        if (request.IsBypassed)
            return VerdictRule.Bypassed;
        if (request.IsAuthenticated && _settings.Exceptions.ExemptAuthenticated)
            return VerdictRule.Authenticated;
        if (request.LocalPort != 0 && _exemptPorts.Contains(request.LocalPort))
            return VerdictRule.LocalPort;
        if (_settings.Exceptions.ExemptPrivateNetworks && PrivateNetworks.Contains(request.Client))
            return VerdictRule.PrivateNetwork;
        return null;
    }

    private Verdict Accepted(FilterRequest request, VerdictRule rule, TimeSpan started) => new(request.Client, VerdictAction.Accept, rule, Took(started));

    private TimeSpan Took(TimeSpan started) => _clock.Elapsed - started;
}
