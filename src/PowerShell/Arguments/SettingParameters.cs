using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Cmdlets;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Arguments;

/// <summary>The parameters that cmdlets have from the declarations of the settings.</summary>
internal static class SettingParameters
{
    /// <summary>The general settings.</summary>
    public static readonly IReadOnlyList<SettingParameter> General = SettingParameter.General();

    /// <summary>The properties of a provider that is added.</summary>
    public static readonly IReadOnlyList<SettingParameter> NewProvider = SettingParameter.OfNew(typeof(ProviderSettings));

    /// <summary>The properties of a provider that is changed.</summary>
    public static readonly IReadOnlyList<SettingParameter> Provider = SettingParameter.OfExisting(typeof(ProviderSettings));

    /// <summary>The properties of a list that is added.</summary>
    public static readonly IReadOnlyList<SettingParameter> NewList = SettingParameter.OfNew(typeof(ListSettings));

    /// <summary>The properties of a list that is changed.</summary>
    public static readonly IReadOnlyList<SettingParameter> List = SettingParameter.OfExisting(typeof(ListSettings));

    /// <summary>The properties of a recipient policy that is added, with its thresholds.</summary>
    public static readonly IReadOnlyList<SettingParameter> NewPolicy = SettingParameter.OfNew(typeof(RecipientPolicySettings));

    /// <summary>The properties of a recipient policy that is changed, with its thresholds.</summary>
    public static readonly IReadOnlyList<SettingParameter> Policy = SettingParameter.OfExisting(typeof(RecipientPolicySettings));

    /// <summary>The thresholds for everybody.</summary>
    public static readonly IReadOnlyList<SettingParameter> Thresholds = SettingParameter.OfThresholds();

    /// <summary>Errors of the editor by the parameters of the cmdlets.</summary>
    public static readonly ErrorWords Words = new(static property => NameOf(property, NewProvider, NewList, NewPolicy), static path => NameOf(path, General), "-Force");

    /// <summary>The same for the cmdlet of the thresholds.</summary>
    public static readonly ErrorWords ThresholdWords = new(static property => NameOf(property, NewPolicy), static path => NameOf(path, Thresholds), "-Force");

    private static readonly Dictionary<Type, IReadOnlyList<SettingParameter>> ByCmdlet = new()
    {
        [typeof(SetIpBlockConfigCommand)] = General,
        [typeof(AddIpBlockProviderCommand)] = NewProvider,
        [typeof(SetIpBlockProviderCommand)] = Provider,
        [typeof(AddIpBlockListCommand)] = NewList,
        [typeof(SetIpBlockListCommand)] = List,
        [typeof(AddIpBlockRecipientPolicyCommand)] = NewPolicy,
        [typeof(SetIpBlockRecipientPolicyCommand)] = Policy,
        [typeof(SetIpBlockThresholdCommand)] = Thresholds,
    };

    /// <summary>Those of a cmdlet, without those that it declares itself because it needs them for more than to hand them on.</summary>
    public static IReadOnlyList<SettingParameter> Of(Type cmdlet)
    {
        if (!ByCmdlet.TryGetValue(cmdlet, out var all))
            return [];
        var own = new List<SettingParameter>();
        foreach (var parameter in all)
        {
            if (cmdlet.GetProperty(parameter.Name)?.IsDefined(typeof(ParameterAttribute), inherit: true) != true)
                own.Add(parameter);
        }

        return own;
    }

    private static string NameOf(string path, params IReadOnlyList<SettingParameter>[] parameters)
    {
        foreach (var all in parameters)
        {
            foreach (var parameter in all)
            {
                if (string.Equals(parameter.Path, path, StringComparison.Ordinal) || parameter.Path.EndsWith("." + path, StringComparison.Ordinal))
                    return "-" + parameter.Name;
            }
        }

        return path;
    }

    /// <summary>
    /// The same as PowerShell asks for them, for one call. When an object of the pipeline lacks what the one before it had, PowerShell takes such a parameter back to null and
    /// goes on counting it among those that were given: where null says something, as in all that changes what is there, none may come through the pipeline.
    /// </summary>
    public static RuntimeDefinedParameterDictionary ForCall(Type cmdlet)
    {
        var parameters = new RuntimeDefinedParameterDictionary();
        foreach (var parameter in Of(cmdlet))
        {
            var attributes = new Collection<Attribute> { new ParameterAttribute { ValueFromPipelineByPropertyName = parameter.ComesByName } };
            if (parameter.Property.Type == typeof(bool))
                attributes.Add(new TruthAttribute());
            else if (parameter.Property.Type == typeof(BitMask))
                attributes.Add(new BitMaskAttribute());
            else if (!parameter.TakesChanges && !parameter.TakesPairs)
                attributes.Add(new TextOnlyAttribute());
            if (parameter.Property.IsRequired)
                attributes.Add(new ValidateNotNullOrEmptyAttribute());
            parameters.Add(parameter.Name, new RuntimeDefinedParameter(parameter.Name, parameter.Type, attributes));
        }

        return parameters;
    }
}
