using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>
/// One change of the settings file. It is only a wish: <see cref="SettingsEditor.Apply(SettingsEdit[])"/> carries it out, and says when it cannot be. Names of providers,
/// addresses and values may come from the administrator as he typed them.
/// </summary>
public abstract class SettingsEdit
{
    private protected SettingsEdit()
    {
    }

    /// <summary>A new provider.</summary>
    /// <param name="kind">A block or an allow provider.</param>
    /// <param name="properties">
    /// JSON names and values: bool, int, string, or a sequence of them. Null leaves the property out. They are written in the order of the manual.
    /// </param>
    /// <param name="priority">1 for the first; the provider that has it, and those after it, move down by one. Null, or more than there are, puts it last.</param>
    /// <exception cref="ArgumentException">A value is of another type.</exception>
    public static SettingsEdit AddProvider(ProviderKind kind, IReadOnlyDictionary<string, object?> properties, int? priority = null) =>
        new AddNamedEdit(NamedArray.Of(kind), EditValue.Members(NamedArray.Of(kind), properties), priority);

    /// <summary>Changes a provider's properties and, if <paramref name="priority"/> is given, its place. What is not named stays as it is.</summary>
    /// <param name="kind">A block or an allow provider.</param>
    /// <param name="name">Its name now; upper and lower case are the same. A new name is a property.</param>
    /// <param name="properties">As for <see cref="AddProvider"/>; null removes a property, which then has its default.</param>
    /// <param name="priority">As for <see cref="MoveProvider(ProviderKind,string,int)"/>.</param>
    /// <exception cref="ArgumentException">A value is of another type.</exception>
    public static SettingsEdit SetProvider(ProviderKind kind, string name, IReadOnlyDictionary<string, object?> properties, int? priority = null) =>
        new ChangeNamedEdit(NamedArray.Of(kind), NotNull(name, nameof(name)), EditValue.Members(NamedArray.Of(kind), properties), priority, move: null);

    /// <summary>Removes a provider, together with the comments directly above it and behind it on its lines.</summary>
    public static SettingsEdit RemoveProvider(ProviderKind kind, string name) => new RemoveNamedEdit(NamedArray.Of(kind), NotNull(name, nameof(name)));

    /// <summary>Has a provider asked or not asked.</summary>
    public static SettingsEdit EnableProvider(ProviderKind kind, string name, bool enabled) => new EnableNamedEdit(NamedArray.Of(kind), NotNull(name, nameof(name)), enabled);

    /// <summary>Moves a provider to a priority, 1 for the first; the others close up. More than there are means the last.</summary>
    public static SettingsEdit MoveProvider(ProviderKind kind, string name, int priority) =>
        new ChangeNamedEdit(NamedArray.Of(kind), NotNull(name, nameof(name)), EditValue.NoMembers, priority, move: null);

    /// <summary>Moves a provider one place. At the end of the list it stays where it is.</summary>
    public static SettingsEdit MoveProvider(ProviderKind kind, string name, ProviderMove move) =>
        new ChangeNamedEdit(NamedArray.Of(kind), NotNull(name, nameof(name)), EditValue.NoMembers, priority: null, move);

    /// <summary>A new list. Otherwise as <see cref="AddProvider"/>.</summary>
    /// <exception cref="ArgumentException">A value is of another type.</exception>
    public static SettingsEdit AddList(IReadOnlyDictionary<string, object?> properties, int? priority = null) =>
        new AddNamedEdit(NamedArray.Lists, EditValue.Members(NamedArray.Lists, properties), priority);

    /// <summary>Changes a list's properties and, if <paramref name="priority"/> is given, its place. Otherwise as <see cref="SetProvider"/>.</summary>
    /// <exception cref="ArgumentException">A value is of another type.</exception>
    public static SettingsEdit SetList(string name, IReadOnlyDictionary<string, object?> properties, int? priority = null) =>
        new ChangeNamedEdit(NamedArray.Lists, NotNull(name, nameof(name)), EditValue.Members(NamedArray.Lists, properties), priority, move: null);

    /// <summary>Removes a list from the settings; its file stays. Otherwise as <see cref="RemoveProvider"/>.</summary>
    public static SettingsEdit RemoveList(string name) => new RemoveNamedEdit(NamedArray.Lists, NotNull(name, nameof(name)));

    /// <summary>Has a list used or not used.</summary>
    public static SettingsEdit EnableList(string name, bool enabled) => new EnableNamedEdit(NamedArray.Lists, NotNull(name, nameof(name)), enabled);

    /// <summary>Moves a list one place. At the end it stays where it is.</summary>
    public static SettingsEdit MoveList(string name, ProviderMove move) =>
        new ChangeNamedEdit(NamedArray.Lists, NotNull(name, nameof(name)), EditValue.NoMembers, priority: null, move);

    /// <summary>A new recipient policy. A threshold has the path of both: <c>thresholds.reject</c>. Otherwise as <see cref="AddProvider"/>.</summary>
    /// <exception cref="ArgumentException">A value is of another type.</exception>
    public static SettingsEdit AddPolicy(IReadOnlyDictionary<string, object?> properties, int? priority = null) =>
        new AddNamedEdit(NamedArray.Policies, EditValue.Members(NamedArray.Policies, properties), priority);

    /// <summary>Changes a recipient policy's properties and, if <paramref name="priority"/> is given, its place. Otherwise as <see cref="SetProvider"/>.</summary>
    /// <exception cref="ArgumentException">A value is of another type.</exception>
    public static SettingsEdit SetPolicy(string name, IReadOnlyDictionary<string, object?> properties, int? priority = null) =>
        new ChangeNamedEdit(NamedArray.Policies, NotNull(name, nameof(name)), EditValue.Members(NamedArray.Policies, properties), priority, move: null);

    /// <summary>Removes a recipient policy; a file of its recipients stays. Otherwise as <see cref="RemoveProvider"/>.</summary>
    public static SettingsEdit RemovePolicy(string name) => new RemoveNamedEdit(NamedArray.Policies, NotNull(name, nameof(name)));

    /// <summary>Has a recipient policy count or not count.</summary>
    public static SettingsEdit EnablePolicy(string name, bool enabled) => new EnableNamedEdit(NamedArray.Policies, NotNull(name, nameof(name)), enabled);

    /// <summary>Moves a recipient policy to a place, 1 for the first. Otherwise as <see cref="MoveProvider(ProviderKind,string,int)"/>.</summary>
    public static SettingsEdit MovePolicy(string name, int priority) =>
        new ChangeNamedEdit(NamedArray.Policies, NotNull(name, nameof(name)), EditValue.NoMembers, priority, move: null);

    /// <summary>Moves a recipient policy one place. At the end it stays where it is.</summary>
    public static SettingsEdit MovePolicy(string name, ProviderMove move) =>
        new ChangeNamedEdit(NamedArray.Policies, NotNull(name, nameof(name)), EditValue.NoMembers, priority: null, move);

    /// <summary>A new entry at the end of a local list. An expired entry of the same addresses is replaced; one that still holds is an error.</summary>
    /// <param name="list">Which list.</param>
    /// <param name="address">An address or a range, as in the settings file.</param>
    /// <param name="comment">Why; null for none.</param>
    /// <param name="expires">The first moment at which it no longer holds; null for never.</param>
    /// <param name="force">True for half of all addresses or more, which otherwise are an error.</param>
    public static SettingsEdit AddEntry(ListKind list, string address, string? comment = null, DateTimeOffset? expires = null, bool force = false) =>
        new AddEntryEdit(EntryList.Of(list), NotNull(address, nameof(address)), comment, expires, force);

    /// <summary>Removes the entry of these addresses, however they are written.</summary>
    public static SettingsEdit RemoveEntry(ListKind list, string address) => new RemoveEntryEdit(EntryList.Of(list), NotNull(address, nameof(address)));

    /// <summary>Puts an entry in the place of the one of these addresses: other addresses, comment, expiry.</summary>
    /// <param name="list">Which list.</param>
    /// <param name="address">The addresses of the entry now, however they are written.</param>
    /// <param name="newAddress">Its addresses from now on. Otherwise as <see cref="AddEntry"/>.</param>
    /// <param name="comment">Why; null for none.</param>
    /// <param name="expires">The first moment at which it no longer holds; null for never.</param>
    /// <param name="force">True for half of all addresses or more, which otherwise are an error.</param>
    public static SettingsEdit SetEntry(
        ListKind list, string address, string newAddress, string? comment = null, DateTimeOffset? expires = null, bool force = false) =>
        new ChangeEntryEdit(EntryList.Of(list), NotNull(address, nameof(address)), NotNull(newAddress, nameof(newAddress)), comment, expires, force);

    /// <summary>A client that is never refused: address, range or host name. Otherwise as <see cref="AddEntry"/>.</summary>
    public static SettingsEdit AddClientException(string client, string? comment = null, DateTimeOffset? expires = null, bool force = false) =>
        new AddEntryEdit(EntryList.Clients, NotNull(client, nameof(client)), comment, expires, force);

    /// <summary>Puts a client exception in the place of the one of this client. Otherwise as <see cref="SetEntry"/>.</summary>
    public static SettingsEdit SetClientException(
        string client, string newClient, string? comment = null, DateTimeOffset? expires = null, bool force = false) =>
        new ChangeEntryEdit(EntryList.Clients, NotNull(client, nameof(client)), NotNull(newClient, nameof(newClient)), comment, expires, force);

    /// <summary>Removes the exception of this client, however it is written.</summary>
    public static SettingsEdit RemoveClientException(string client) => new RemoveEntryEdit(EntryList.Clients, NotNull(client, nameof(client)));

    /// <summary>A recipient whose mail is never refused. Otherwise as <see cref="AddEntry"/>.</summary>
    public static SettingsEdit AddRecipientException(string recipient, string? comment = null, DateTimeOffset? expires = null) =>
        new AddEntryEdit(EntryList.Recipients, NotNull(recipient, nameof(recipient)), comment, expires, force: false);

    /// <summary>Puts a recipient exception in the place of the one of this recipient. Otherwise as <see cref="SetEntry"/>.</summary>
    public static SettingsEdit SetRecipientException(string recipient, string newRecipient, string? comment = null, DateTimeOffset? expires = null) =>
        new ChangeEntryEdit(EntryList.Recipients, NotNull(recipient, nameof(recipient)), NotNull(newRecipient, nameof(newRecipient)), comment, expires, force: false);

    /// <summary>Removes the exception of this recipient; however it is spelled.</summary>
    public static SettingsEdit RemoveRecipientException(string recipient) => new RemoveEntryEdit(EntryList.Recipients, NotNull(recipient, nameof(recipient)));

    /// <summary>Sets what is not a list of providers, entries or exceptions.</summary>
    /// <param name="path">Such as <c>lookup</c>, <c>dns.servers</c> or <c>log.maxAge</c>.</param>
    /// <param name="value">As the settings file writes it, without quotes; a list with commas between or as JSON in square brackets. Null for the default.</param>
    public static SettingsEdit Set(string path, string? value) => new SetValueEdit(NotNull(path, nameof(path)), value);

    /// <summary>Puts a whole file in place of the settings, byte for byte. Possible even when the present file is broken.</summary>
    /// <param name="json">The new file.</param>
    /// <param name="source">What errors call it; null for the name of the settings file.</param>
    public static SettingsEdit Replace(string json, string? source = null) => new ReplaceEdit(NotNull(json, nameof(json)), source);

    /// <summary>Makes the file anew out of what is in it at the time of the change.</summary>
    /// <param name="rewrite">Gets the file and returns the new one, or null to leave it as it is. Called with the right to change the file: it must not wait.</param>
    /// <param name="refusal">Why null was returned.</param>
    public static SettingsEdit Rewrite(Func<string, string?> rewrite, string refusal) => new RewriteEdit(rewrite ?? throw new ArgumentNullException(nameof(rewrite)), NotNull(refusal, nameof(refusal)));

    /// <summary>Changes the document, or says why not. When there is an error the document may be half changed.</summary>
    internal abstract EditProblem? Apply(SettingsDocument document);

    private static string NotNull(string? value, string name) => value ?? throw new ArgumentNullException(name);
}

/// <summary>One place up or down.</summary>
public enum ProviderMove
{
    /// <summary>Asked earlier.</summary>
    Up,

    /// <summary>Asked later.</summary>
    Down,
}
