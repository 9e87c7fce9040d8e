using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace IpBlock.EndToEnd.Import;

/// <summary>Where a mail server and IpBlock, by the same configuration, agree.</summary>
public sealed class DifferentialTally
{
    private const double WantedShare = 0.9;
    private readonly List<string> _refusedMore = [];

    /// <summary>Clients that the mail server refuses because of the lists they are on.</summary>
    public int Refused { get; private set; }

    /// <summary>Those of them that IpBlock refuses too.</summary>
    public int RefusedByBoth { get; private set; }

    public int Asked { get; private set; }

    /// <summary>Clients that IpBlock refuses and the mail server accepts, with the configuration that shows it. There must be none.</summary>
    public IReadOnlyList<string> RefusedMore => _refusedMore;

    public double Share => Refused == 0 ? 1 : (double)RefusedByBoth / Refused;

    public static DifferentialTally Compare(
        DifferentialCase configuration, IReadOnlyList<DifferentialQuestion> questions, IReadOnlyList<bool> server, IReadOnlyList<bool> ours)
    {
        Assert.Equal((questions.Count, questions.Count), (server.Count, ours.Count));
        var tally = new DifferentialTally { Asked = questions.Count };

        // Who is refused without being on any list is not refused because of the lists.
        var refusedAnyway = questions.Where((question, i) => question.Listings == 0 && server[i]).Select(WithoutListings).ToHashSet();
        for (var i = 0; i < questions.Count; i++)
        {
            if (ours[i] && !server[i])
                tally._refusedMore.Add($"{configuration.Name}: {Described(questions[i], configuration)}\n{configuration.Text}");
            if (!server[i] || refusedAnyway.Contains(WithoutListings(questions[i])))
                continue;
            tally.Refused++;
            tally.RefusedByBoth += ours[i] ? 1 : 0;
        }

        return tally;
    }

    public void Add(DifferentialTally other)
    {
        Asked += other.Asked;
        Refused += other.Refused;
        RefusedByBoth += other.RefusedByBoth;
        _refusedMore.AddRange(other._refusedMore);
    }

    /// <summary>Fails where IpBlock refuses a client that the mail server accepts.</summary>
    public void AssertNeverMore() =>
        Assert.True(_refusedMore.Count == 0, $"IpBlock refuses {_refusedMore.Count} that the mail server accepts. {_refusedMore.FirstOrDefault()}");

    /// <summary>Fails where one of the two refuses a client that the other accepts.</summary>
    public void AssertSame()
    {
        AssertNeverMore();
        Assert.Equal(Refused, RefusedByBoth);
    }

    /// <summary>Fails also where it refuses less than nine tenths of those that the mail server refuses.</summary>
    public void AssertHolds()
    {
        AssertNeverMore();
        Assert.True(Share >= WantedShare, $"Too little is carried over: {this}.");
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Asked} asked, {Refused} refused by the mail server, {RefusedByBoth} of them by IpBlock ({Share:P1}), "
        + $"{_refusedMore.Count} by IpBlock alone");

    private static (string Network, Envelope Envelope) WithoutListings(DifferentialQuestion question) =>
        (question.Client.Split('.')[1], question.Envelope);

    private static string Described(DifferentialQuestion question, DifferentialCase configuration)
    {
        var listings = configuration.Listings.Where((_, bit) => (question.Listings >> bit & 1) == 1)
            .Select(listing => $"{listing.Zone} ({string.Join(", ", listing.Codes)})");
        return $"{question.Client} from {question.Envelope.Sender} to {question.Envelope.Recipient} is on [{string.Join("; ", listings)}]";
    }
}
