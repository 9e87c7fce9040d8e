using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Filtering;

/// <summary>The replies of the lists in files.</summary>
internal sealed class ListReplies
{
    private readonly Dictionary<string, RejectionTemplate> _own = new(StringComparer.OrdinalIgnoreCase);
    private readonly RejectionTemplate _usual = new(null);

    public ListReplies(IEnumerable<ListSettings> lists)
    {
        foreach (var list in lists)
        {
            if (list.RejectionResponse is { } text)
                _own[list.Name] = new RejectionTemplate(text);
        }
    }

    public SmtpReply For(Address client, ListSettings list)
    {
        // Between a change of the settings and the verdict a list may have come that these settings do not know.
        var template = _own.TryGetValue(list.Name, out var own) ? own : _usual;
        var text = template.Render(client, list.Name);
        return new SmtpReply(list.StatusCode, list.EnhancedCode, string.IsNullOrWhiteSpace(text) ? _usual.Render(client, list.Name) : text);
    }
}
