using System;
using System.Collections.Generic;
using IpBlock.Administration.Editing;
using IpBlock.Administration.History;
using IpBlock.Administration.InForce;
using IpBlock.Manager.Security;
using IpBlock.Time;

namespace IpBlock.Manager.Hosting;

/// <summary>
/// The settings for the pages: read by all, changed only with a <see cref="Permit"/>, and only through Administration, with its checks, its lock and
/// its history. All of it waits for
/// the disk: pages call it on a thread of the pool.
/// </summary>
public sealed class SettingsAccess(ManagerOptions options, Clock clock)
{
    /// <summary>The settings file.</summary>
    public string Path => options.SettingsPath;

    /// <summary>Where the file's times and the pages' come from.</summary>
    public Clock Clock => clock;

    /// <summary>The settings now. An editor keeps what it has read until it saves.</summary>
    public SettingsReading Read() => new SettingsEditor(Path, clock).TakeReading();

    /// <summary>What the processes have in force.</summary>
    public StatusReport Status() => StatusReport.Read(Path, clock);

    /// <summary>
    /// Makes changes that say for themselves what they mean (disable this provider, remove that entry): what others have changed meanwhile stays.
    /// </summary>
    public EditResult Apply(Permit permit, params SettingsEdit[] edits) => EditorOf(permit).Apply(edits);

    /// <summary>Makes the changes of a form, unless the settings have been changed since they were read: the result then says what was changed.</summary>
    public EditResult Apply(Permit permit, SettingsReading basis, params SettingsEdit[] edits) => EditorOf(permit).Apply(basis, edits);

    /// <summary>Makes of many changes those that can be made, in one write.</summary>
    public EachResult ApplyEach(Permit permit, IReadOnlyList<IReadOnlyList<SettingsEdit>> changes) => EditorOf(permit).ApplyEach(changes);

    /// <summary>What many changes would do. It changes nothing, so it takes no permit.</summary>
    public EditPreview PreviewEach(IReadOnlyList<IReadOnlyList<SettingsEdit>> changes) => new SettingsEditor(Path, clock).PreviewEach(changes);

    /// <summary>What changes would do. It changes nothing, so it takes no permit.</summary>
    public EditPreview Preview(params SettingsEdit[] edits) => new SettingsEditor(Path, clock).Preview(edits);

    /// <summary>Takes a change back.</summary>
    public EditResult Undo(Permit permit, int number, bool force = false) => EditorOf(permit).Undo(number, force);

    /// <summary>What taking a change back would do.</summary>
    public EditPreview PreviewUndo(int number, bool force = false) => new SettingsEditor(Path, clock).PreviewUndo(number, force);

    /// <summary>The changes of the settings, to be read.</summary>
    /// <exception cref="UnauthorizedAccessException">The page's account may not read them.</exception>
    /// <exception cref="System.IO.IOException">They cannot be read.</exception>
    public SettingsHistory History() => SettingsHistory.Open(Path);

    /// <summary>Goes back to the settings as a change left them, unless they have been changed since they were read.</summary>
    public EditResult GoBack(Permit permit, SettingsReading basis, int number) => EditorOf(permit).GoBack(basis, number);

    /// <summary>What going back would do.</summary>
    public EditPreview PreviewGoBack(int number) => new SettingsEditor(Path, clock).PreviewGoBack(number);

    /// <summary>For commands that Administration carries out by itself.</summary>
    internal SettingsEditor EditorOf(Permit permit)
    {
        ArgumentNullException.ThrowIfNull(permit);
        return new SettingsEditor(Path, clock, new ChangeAuthor(permit.Account.Name, ChangeAuthor.Of("ipblock-manager").Program));
    }
}
