using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Files;
using IpBlock.Providers.Braking;
using IpBlock.Reporting.State;
using IpBlock.Time;

namespace IpBlock.Fleet.Sharing;

/// <summary>
/// Carries known good clients between this process and Exchange's agents on the same server, through files in the folder of the log (<see
/// cref="StandingFile"/>): an agent neither has the key of the fleet nor connects to its database.
/// </summary>
/// <param name="hasAgents">Whether an agent runs on this server.</param>
/// <param name="folder">The folder of the log; null as long as there are no settings.</param>
/// <param name="clock">Where time comes from.</param>
/// <param name="failed">Hears of files that cannot be read or written; the next round tries again.</param>
internal sealed class AgentStanding(Func<bool> hasAgents, Func<string?> folder, Clock clock, Action<Exception> failed)
{
    // A fleet with hundreds of thousands of clients must not have its file written every few seconds.
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromHours(1);
    private const int MostFiles = 20;

    private StandingBook? _writtenBook;
    private string? _writtenIn;
    private long _writtenChanges;
    private TimeSpan _writtenAt;

    /// <summary>Reads what agents vouch for and withdraw into the book.</summary>
    public void Collect(StandingBook book) => Guard(path =>
    {
        using var owned = OwnedFolder.Open(path);
        var names = owned.Do(static reached => Directory.GetFiles(reached, StandingFile.NewsBegin + "*" + StandingFile.NewsEnd)).Select(Path.GetFileName);
        foreach (var name in names.Take(MostFiles))
        {
            if (IsDone(owned, name!, book))
                owned.Delete(name!);
        }
    });

    /// <summary>Writes what the fleet knows, when that has changed, for the agents.</summary>
    public void Publish(StandingBook book) => Guard(path =>
    {
        var age = clock.Elapsed - _writtenAt;
        var isAnother = book != _writtenBook || !string.Equals(path, _writtenIn, StringComparison.Ordinal);
        if (!isAnother && age < (book.Changes == _writtenChanges ? SignOfLife : BetweenWrites))
            return;
        var (known, changes) = book.ToWrite();
        using var owned = OwnedFolder.Open(path);
        StandingFile.Write(owned, StandingFile.Known, book.Key, known, []);
        (_writtenBook, _writtenIn, _writtenChanges, _writtenAt) = (book, path, changes, clock.Elapsed);
    });

    /// <summary>Removes the file: from now on what the agents' own server has seen counts alone.</summary>
    public void End()
    {
        if (_writtenIn is not { } path)
            return;
        _writtenBook = null;
        Guard(path, _ =>
        {
            using var owned = OwnedFolder.Open(path);
            owned.Delete(StandingFile.Known);
        });
    }

    // A damaged file is done with: the agent writes no other before it is gone. What cannot be read now stays for the next round: a client that was withdrawn must
    // not be vouched for until the evidence is old.
    private bool IsDone(OwnedFolder folder, string name, StandingBook book)
    {
        try
        {
            var (key, vouched, withdrawn) = StandingFile.Read(folder, name);
            if (key.AsSpan().SequenceEqual(book.Key))
                book.Pass(vouched, withdrawn);
            return true;
        }
        catch (Exception failure) when (StateFile.IsOfTheDisk(failure) || failure is InvalidDataException)
        {
            failed(failure);
            return failure is InvalidDataException;
        }
    }

    private void Guard(Action<string> work)
    {
        if (hasAgents() && folder() is { } path)
            Guard(path, work);
    }

    private void Guard(string path, Action<string> work)
    {
        try
        {
            work(path);
        }
        catch (Exception failure) when (StateFile.IsOfTheDisk(failure))
        {
            failed(failure);
        }
    }
}
