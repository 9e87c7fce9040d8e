using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace IpBlock.Fleet.Sharing;

/// <summary>Reads evidence of one kind on from where the last reading ended, in parts.</summary>
internal sealed class EvidenceReading
{
    // What is read at one time: the settings must not wait for it.
    private const int MostBatches = 10;

    private EvidencePlace _last = EvidencePlace.Start;
    private bool _isCut;

    /// <summary>The next reading begins at the first.</summary>
    public void BeginAnew() => (_last, _isCut) = (EvidencePlace.Start, false);

    /// <summary>Reads what there is, up to a bound.</summary>
    /// <param name="read">Rows from a place on, in the order of their places.</param>
    /// <param name="place">Where a row stands.</param>
    /// <param name="learn">Takes them.</param>
    /// <returns>False when there is more: the next reading goes on exactly behind the last row. Otherwise it reads again what may have been committed late.</returns>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task<bool> ReadAsync<T>(Func<EvidencePlace, Task<List<T>>> read, Func<T, EvidencePlace> place, Action<List<T>> learn)
    {
        var from = _isCut ? _last : _last.Again;
        for (var i = 0; i < MostBatches; i++)
        {
            var rows = await read(from).ConfigureAwait(false);
            learn(rows);
            if (rows.Count > 0)
                from = _last = place(rows[^1]);
            _isCut = rows.Count >= EvidenceStore.MostRead;
            if (!_isCut)
                return true;
        }

        return false;
    }
}
