using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>What is wrong between properties that are each right by themselves.</summary>
internal sealed class Flaw
{
    /// <summary>A flaw at a place: a JSON path below the object, empty for the object itself.</summary>
    public Flaw(string place, string reason, string? cure = null)
    {
        Place = place;
        Reason = reason;
        Cure = cure;
        About = [place];
    }

    public string Place { get; }

    public string Reason { get; }

    public string? Cure { get; }

    /// <summary>The JSON paths the flaw speaks of: when one of them is wrong already, the flaw is a consequence and not reported.</summary>
    public IReadOnlyList<string> About { get; init; }
}

/// <summary>An object of the settings whose properties depend on each other.</summary>
internal interface IChecked
{
    IEnumerable<Flaw> Check();
}
