using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Settings;

namespace IpBlock.Sessions;

/// <summary>
/// One SMTP session and its decisions, the same for every door. A door tells it what happens (<see cref="Begin"/>, <see cref="Helo"/>, <see
/// cref="Continue"/>), waits for
/// <see cref="Decided"/>, and asks what to do (<see cref="AtConnect"/>, <see cref="AtHelo"/>, <see cref="AtRecipient"/>, <see cref="BeforeRecipients"/>, <see
/// cref="LookAgain"/>);
/// the answer is a <see cref="SessionStep"/>, which it translates into the words of its mail server. Not for two threads at a time.
/// </summary>
/// <remarks>
/// <para>
/// A session keeps the filter that was in force when it began: a change of the settings holds from the next session on. What a session is depends on the mail
/// server: of the milter protocol
/// it is from CONNECT to QUIT; Exchange keeps an object for each connection; Postfix's policy service is asked about one message (its <c>instance</c>) at a
/// time, each of which begins anew.
/// </para>
/// <para>
/// A message that ends, or is given up with RSET, changes nothing: what is known is about the client. A session that turns out to be about another client, as
/// behind a front end that proxies,
/// begins anew with that client and the filter then in force.
/// </para>
/// <para>
/// An engine that fails makes a call throw, or <see cref="Decided"/> fail. What becomes of the client then is the door's affair; it forgets the session,
/// which begins anew with the next
/// <see cref="Continue"/>.
/// </para>
/// </remarks>
public sealed partial class MailSession
{
    private readonly IFilterSource _engine;
    private ConnectionFilter? _filter;
    private DeferredMail? _deferred;
    private bool _waits;
    private FilterRequest _client;
    private string _helo = "";

    // The verdict about the client; what it became when the client said who it is; the one about a client that has meanwhile become exempt; and which of
    // them counts.
    private Task<Verdict>? _ofClient;
    private Task<Verdict>? _afterHelo;
    private Task<Verdict>? _asExempt;
    private Task<Verdict>? _decided;

    /// <summary>A session that has not begun. It may be used for one session after another.</summary>
    public MailSession(IFilterSource engine) => _engine = engine ?? throw new ArgumentNullException(nameof(engine));

    /// <summary>The decision about a client; the engine's, by the filter of the session, unless a test puts another in its place.</summary>
    public Func<FilterRequest, Task<Verdict>>? Evaluate { get; init; }

    /// <summary>How often what is only reported is logged.</summary>
    public ReportHabit Reports { get; init; }

    /// <summary>
    /// <see cref="RejectAt.Recipient"/> when the door cannot, or is not to, refuse before that, whatever the settings allow. Counts from the next
    /// beginning on.
    /// </summary>
    public RejectAt RejectAt { get; set; }

    /// <summary>
    /// True when whoever is accepted is not heard of again, so that a client is accepted only when it has named a recipient or when what it calls itself
    /// cannot matter; false when
    /// the acceptance of a connection is logged at once.
    /// </summary>
    public bool AcceptsAfterHelo { get; set; }

    /// <summary>True when the door has to tell what the client calls itself. Before the session begins, by the filter then in force.</summary>
    public bool HearsHelo => (_decided is null ? _engine.Filter : _filter)?.HearsHelo == true;

    /// <summary>What the client was last said to call itself; empty when nothing was.</summary>
    public string HeloName => _helo;

    /// <summary>
    /// True when nobody is refused before he has named a recipient: some are exempt, or the settings say so. Then nothing needs to be waited for until
    /// then.
    /// </summary>
    public bool WaitsForRecipients => _waits;

    /// <summary>
    /// To be waited for before the session is asked what to do before the client has named a recipient. Completed at once when nobody had to be asked over the network.
    /// </summary>
    public Task Decided => _ofAll is { IsCompleted: false } ? Task.WhenAll(_ofAll, Deciding) : Deciding;

    /// <summary>True when the client is served and that has been logged: nothing more is to be said of it at any point, as things stand.</summary>
    public bool IsSettled => _acceptanceLogged && _decided is { Status: TaskStatus.RanToCompletion } && IsServed(Verdict);

    /// <summary>True when the client is decided about and not exempt: what it says of itself, or in our name, is not to be believed.</summary>
    public bool IsStranger => _decided is { Status: TaskStatus.RanToCompletion } && !Verdict.IsClientExempt;

    private Task<Verdict> Deciding => _decided ?? throw new InvalidOperationException("The session has not started.");

    /// <summary>A client has connected: the session begins, whatever it was about before.</summary>
    public void Begin(FilterRequest client)
    {
        Forget();
        _filter = _engine.Filter;
        _deferred = _engine.Deferred;
        _client = client;
        _waits = RejectAt == RejectAt.Recipient || _filter?.RefusesAtRecipient == true;
        _decided = _ofClient = Decide(_filter, client);
        _ofAll = _filter is { HasPolicies: true } && !_waits ? AskPoliciesAsync(_filter, client, _ofClient) : null;
    }

    /// <summary>The session is over. Until the next begins it is about nobody.</summary>
    public void Forget()
    {
        _filter = null;
        _deferred = null;
        _client = default;
        _waits = _acceptanceLogged = _reportLogged = false;
        _helo = "";
        _local = null;
        _ofAll = null;
        _byPolicy.Clear();
        _ofClient = _afterHelo = _asExempt = _decided = null;
    }

    /// <summary>
    /// What the door knows of the client by now: it may have logged in since the session began, or be another one. A session that has not begun, or
    /// is forgotten, begins with it.
    /// </summary>
    public void Continue(FilterRequest now)
    {
        if (_ofClient is null || now.Client != _client.Client)
            Begin(now);
        else
            Update(now);
    }

    /// <summary>The client has said what it calls itself; after STARTTLS it says so again, and the last name counts.</summary>
    /// <param name="now">What the door knows of the client by now.</param>
    /// <param name="name">As the client gave it; empty when it has not.</param>
    /// <param name="local">The address of this server that it came to; null when the door does not know.</param>
    /// <returns>True when there may be something to answer to it (<see cref="AtHelo"/>); false when that waits for a recipient, or no rule looks at
    /// it.</returns>
    public bool Helo(FilterRequest now, string name, Address? local)
    {
        // Of another client nothing is asked before it names a recipient: then the session begins anew.
        if (_ofClient is null || now.Client != _client.Client || _filter is not { HearsHelo: true } filter)
            return false;
        if (!string.Equals(name, _helo, StringComparison.Ordinal))
        {
            _helo = name;
            _local = local;
            _asExempt = null;
            _afterHelo = _ofClient.Status == TaskStatus.RanToCompletion
                ? filter.HearHeloAsync(_ofClient.GetAwaiter().GetResult(), name, local)
                : filter.HearHeloAsync(_ofClient, name, local);
        }

        Update(now);
        return !_waits && !filter.HasPolicies;
    }

    /// <summary>A message that an internal server hands on has its headers: it is looked at once more, as if its sender had come here himself.</summary>
    /// <param name="entered">The client from whom it entered the organization.</param>
    /// <param name="recipients">All of the message; gone through only where it matters who they are.</param>
    public SecondLook LookAgain(FilterRequest entered, IEnumerable<string> recipients)
    {
        var filter = _engine.Filter;
        return new SecondLook(filter, entered, recipients, Decide(filter, entered), _engine.Deferred);
    }

    private Task<Verdict> Decide(ConnectionFilter? filter, FilterRequest client) =>
        Evaluate is { } other ? other(client) : _engine.EvaluateAsync(client, filter);

    private void Update(FilterRequest now)
    {
        if ((now.IsAuthenticated, now.IsBypassed) != (_client.IsAuthenticated, _client.IsBypassed))
        {
            _asExempt = null;
            _byPolicy.Clear();
        }

        _client = now;
        var isExempt = now.IsBypassed || (now.IsAuthenticated && _filter?.Settings.Exceptions.ExemptAuthenticated == true);
        var heard = _afterHelo ?? _ofClient!;
        _decided = isExempt ? UnlessServed(heard) : heard;
    }

    // Who has become exempt and would be refused is decided about once more; whoever is served anyway is not.
    private Task<Verdict> UnlessServed(Task<Verdict> heard)
    {
        if (heard.Status != TaskStatus.RanToCompletion)
            return _asExempt ??= UnlessServedAsync(heard, _filter, _client);
        return heard.GetAwaiter().GetResult().IsRefusal ? _asExempt ??= Decide(_filter, _client) : heard;
    }

    private async Task<Verdict> UnlessServedAsync(Task<Verdict> heard, ConnectionFilter? filter, FilterRequest client)
    {
        var verdict = await heard.ConfigureAwait(false);
        return verdict.IsRefusal ? await Decide(filter, client).ConfigureAwait(false) : verdict;
    }
}
