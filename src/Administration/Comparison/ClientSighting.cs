namespace IpBlock.Administration.Comparison;

/// <summary>What became of a client over all its decisions, with sets of lists by their number.</summary>
/// <param name="Listed">The lists that know it.</param>
/// <param name="Refused">The lists in whose name it was refused.</param>
/// <param name="Reported">The lists in whose name it was only reported.</param>
internal readonly record struct ClientSighting(int Listed, int Refused, int Reported)
{
    /// <summary>True when no exception let it through each time.</summary>
    public bool WasTurnedAway => Refused != ListSets.Empty || Reported != ListSets.Empty;
}
