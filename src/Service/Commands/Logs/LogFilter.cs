using System;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;

namespace IpBlock.Service.Commands.Logs;

/// <summary>Which decisions are wanted.</summary>
internal sealed record LogFilter(string? Provider, AddressRange? Clients, bool Refused)
{
    public bool Wants(DecisionRecord record) =>
        (!Refused || record.IsRefusal)
        && (Provider is null || string.Equals(record.Provider, Provider, StringComparison.OrdinalIgnoreCase))
        && (Clients is not { } range || (record.Client is { } client && range.Contains(client)));
}
