using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Manager.Components.Entries;

namespace IpBlock.Manager.Pages.Exceptions;

/// <summary>The exceptions of the settings, as the page shows them.</summary>
public static class ExceptionTables
{
    /// <summary>Recipients whose mail is accepted from every client.</summary>
    public static readonly EntryTable Recipients = new()
    {
        Title = "Recipients",
        Name = "the recipient exceptions",
        AddTitle = "Add a recipient exception",
        PasteTitle = "Add many recipient exceptions",
        Effect = "Do not block messages sent to these recipients, even if the client is on a list.",
        EffectOfRemoval = "Mail from listed clients to this recipient is rejected again.",
        WhenEmpty = "For example, add postmaster@*: many lists require that listed senders can reach the postmaster.",
        Item = "exception",
        Items = "exceptions",
        WhoTitle = "Recipient",
        WhoTitles = "Recipients",
        WhoHint = "`user@example.com`, `*@example.com` for a whole domain, or `postmaster@*` for one name in every domain.",
        Example = "postmaster@*",
        Holds = "exempt",
        Until = "Accept until date and time",
        Rows = static settings => settings.Exceptions.Recipients.Select(static one => new EntryRow(one.Recipient.ToString(), one.Comment, one.Expires)),
        Added = static row => SettingsEdit.AddRecipientException(row.Who, row.Comment, row.Expires),
        Changed = static (who, row) => SettingsEdit.SetRecipientException(who, row.Who, row.Comment, row.Expires),
        Removed = SettingsEdit.RemoveRecipientException,
        Add = ExceptionCommands.Add,
        Set = ExceptionCommands.Set,
        Remove = ExceptionCommands.Remove,
        Paste = ExceptionCommands.Paste,
    };

    /// <summary>Clients that are never rejected, by address or by host name.</summary>
    public static readonly EntryTable Clients = new()
    {
        Title = "Clients",
        Name = "the client exceptions",
        AddTitle = "Add a client exception",
        PasteTitle = "Add many client exceptions",
        Effect = "Never reject these clients: by address, by network, or by host name. A host name matches only if it resolves to the client's address.",
        EffectOfRemoval = "This client is checked against the lists again.",
        WhenEmpty = "Add the servers of partners that are listed by mistake: an address, a network, or a host name.",
        Item = "exception",
        Items = "exceptions",
        WhoTitle = "Client",
        WhoTitles = "Clients",
        WhoHint = "An address, `192.0.2.0/24`, `192.0.2.10-192.0.2.20`, or a host name such as `*.example.com`.",
        Example = "192.0.2.1",
        Holds = "exempt",
        Until = "Accept until date and time",
        Forms = [EntryForm.Address, EntryForm.Mask, EntryForm.Range, EntryForm.HostName],
        Rows = static settings => settings.Exceptions.Clients.Select(static one => new EntryRow(one.Client.ToString(), one.Comment, one.Expires, one.Force)),
        Added = static row => SettingsEdit.AddClientException(row.Who, row.Comment, row.Expires, row.Force),
        Changed = static (who, row) => SettingsEdit.SetClientException(who, row.Who, row.Comment, row.Expires, row.Force),
        Removed = SettingsEdit.RemoveClientException,
        Add = ExceptionCommands.Add,
        Set = ExceptionCommands.Set,
        Remove = ExceptionCommands.Remove,
        Paste = ExceptionCommands.Paste,
    };
}
