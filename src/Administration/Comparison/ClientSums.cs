using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Administration.Comparison;

/// <summary>Clients by what became of them, counted for one list after the other.</summary>
internal sealed class ClientSums
{
    private readonly ListSets _sets;
    private readonly IReadOnlyList<string> _names;
    private readonly HashSet<int> _enforcing;
    private readonly Dictionary<ClientSighting, int> _clients = [];

    /// <param name="sets">The sets that the sightings name.</param>
    /// <param name="names">The lists' names by their number.</param>
    /// <param name="clients">All clients that a list knows.</param>
    /// <param name="enforcing">The lists that refuse by the settings of now.</param>
    public ClientSums(ListSets sets, IReadOnlyList<string> names, IEnumerable<ClientSighting> clients, HashSet<int> enforcing)
    {
        (_sets, _names, _enforcing) = (sets, names, enforcing);
        foreach (var client in clients)
            _clients[client] = _clients.TryGetValue(client, out var count) ? count + 1 : 1;
    }

    public void Fill(ListStatistics list, int number)
    {
        var alsoOn = new SortedDictionary<int, int>();
        foreach (var alike in _clients)
        {
            if (!_sets.Contains(alike.Key.Listed, number))
                continue;
            Count(list, number, alike.Key, alike.Value);
            foreach (var other in _sets[alike.Key.Listed].Where(other => other != number))
                alsoOn[other] = alsoOn.TryGetValue(other, out var count) ? count + alike.Value : alike.Value;
        }

        list.AlsoOn = [.. alsoOn.OrderByDescending(static other => other.Value).Select(other => new ListOverlap(_names[other.Key], other.Value, (double)other.Value / list.Clients))];
    }

    private void Count(ListStatistics list, int number, ClientSighting client, int clients)
    {
        var others = _sets[client.Listed].Where(other => other != number).ToList();
        list.Clients += clients;
        list.Unique += others.Count == 0 ? clients : 0;
        list.Refused += _sets.Contains(client.Refused, number) ? clients : 0;
        list.Reported += _sets.Contains(client.Reported, number) ? clients : 0;
        if (!client.WasTurnedAway)
            return;
        list.WouldRefuse += clients;
        list.Alone += others.Exists(_enforcing.Contains) ? 0 : clients;
    }
}
