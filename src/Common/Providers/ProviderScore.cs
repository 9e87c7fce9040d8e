using System;
using IpBlock.Settings;

namespace IpBlock.Providers;

/// <summary>What a provider's match adds to the sum of a client's scores, in tenths.</summary>
internal sealed class ProviderScore
{
    private readonly Provider _provider;
    private readonly int _usual;

    /// <summary>The scores as the settings have them.</summary>
    /// <param name="provider">Whose answers are weighed.</param>
    /// <param name="instead">The one score that stands in place of all; null for none.</param>
    public ProviderScore(Provider provider, Score? instead)
    {
        _provider = provider;
        _usual = (instead ?? provider.Settings.Score)?.Tenths ?? (provider.Kind == ProviderKind.Block ? 10 : -10);
        ByCode = instead is null ? [.. provider.Settings.Scores] : [];
        if (provider.Settings.Mode != FilterMode.Enforce)
            return;
        Furthest = _usual;
        foreach (var scored in ByCode)
        {
            if (Math.Abs(scored.Score.Tenths) > Math.Abs(Furthest))
                Furthest = scored.Score.Tenths;
        }
    }

    /// <summary>The most that a match can add or, of an allow provider, take away; 0 of a list that only reports.</summary>
    public int Furthest { get; }

    private ReturnCodeScore[] ByCode { get; }

    /// <summary>What a match adds: once, however many codes it has. Of several scores the one furthest from 0, so that it does not depend on the order of the records.</summary>
    public int Of(in ProviderAnswer answer)
    {
        if (ByCode.Length == 0)
            return _usual;
        int? furthest = null;
        for (var i = 0; i < answer.Codes.Count; i++)
        {
            if (!_provider.Matches(answer.Codes[i]))
                continue;
            var score = OfCode(answer.Codes[i]);
            if (furthest is null || Math.Abs(score) > Math.Abs(furthest.Value))
                furthest = score;
        }

        return furthest ?? 0;
    }

    private int OfCode(uint code)
    {
        foreach (var scored in ByCode)
        {
            if (scored.Codes.Matches(code))
                return scored.Score.Tenths;
        }

        return _usual;
    }
}
