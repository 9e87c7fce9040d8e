namespace IpBlock.Administration.Import.Exim;

/// <summary>The dnslists conditions of Exim's access control lists, in IpBlock's words.</summary>
internal static class EximImport
{
    public static void Read(string text, PlanBuilder plan)
    {
        var configuration = ConfigurationReader.Read(text, plan);
        var reach = new AclReach(configuration);
        var exceptions = new EximExceptions(plan);
        foreach (var list in configuration.Lists)
            Follow(list, reach.WhyNot(list));
        foreach (var option in configuration.Options)
        {
            if (InlineList.Of(option, configuration, plan) is { } inline)
                Follow(inline, AclReach.StageOf(option.Name) is null ? option.Name + " is not used for every client" : option.Doubt);
        }

        void Follow(AccessList list, string? whyNot) => new AclWalk(configuration, new AclCourse(whyNot, plan, exceptions), plan).Follow(list);
    }
}
