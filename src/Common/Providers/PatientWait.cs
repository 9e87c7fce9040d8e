using System;
using System.Threading.Tasks;
using IpBlock.Time;

namespace IpBlock.Providers;

/// <summary>A list's answer that is waited for as long as it usually takes, and beyond that only under conditions (<see cref="ProviderLookups.Asked.WithoutPatienceAsync"/>).</summary>
/// <param name="alarm">Tells when the time is up.</param>
/// <param name="asked">The lookups for the client.</param>
/// <param name="index">The list's place among them.</param>
/// <param name="answer">What is waited for.</param>
/// <param name="due">How long.</param>
internal sealed class PatientWait(Alarm alarm, ProviderLookups.Asked asked, int index, Task<ProviderAnswer> answer, TimeSpan due) : TaskCompletionSource<ProviderAnswer>, IAlarmed
{
    public TimeSpan Due => due;

    public int Place { get; set; }

    /// <summary>The answer, or what becomes of it. Whoever awaits it goes on where the answer was received.</summary>
    public Task<ProviderAnswer> Begin()
    {
        alarm.Add(this);
        answer.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Came);
        return Task;
    }

    public void TimeIsUp() => _ = FollowAsync(asked.WithoutPatienceAsync(index, answer));

    private void Came()
    {
        alarm.Remove(this);
        _ = FollowAsync(answer);
    }

    private async Task FollowAsync(Task<ProviderAnswer> task)
    {
        try
        {
            TrySetResult(await task.ConfigureAwait(false));
        }
        catch (Exception failure)
        {
            TrySetException(failure);
        }
    }
}
