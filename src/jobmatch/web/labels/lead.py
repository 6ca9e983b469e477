"""Labels of the team lead's pages."""

from __future__ import annotations

from jobmatch.domain.small_groups import FEWEST_SHOWN
from jobmatch.domain.text import Text
from jobmatch.services.casework.signals import NO_CONTACT_DAYS
from jobmatch.services.figures.council import HIDDEN

LABELS: dict[str, Text] = {
    "lead_team": Text("Teamet", "The team"),
    "lead_intro": Text(
        "Hvordan det går, hvem der har for meget, og om det stadig er mennesker, der vælger.",
        "How it goes, who has too much, and whether people still do the choosing.",
    ),
    "lead_period": Text("Vis de sidste", "Show the last"),
    "lead_weeks": Text("{weeks} uger", "{weeks} weeks"),
    "lead_nobody_title": Text("Ingen borgere endnu", "No citizens yet"),
    "lead_nobody": Text(
        "Tallene kommer, når der er borgere i dit team.", "The figures come when there are citizens in your team."
    ),
    "lead_flow": Text("Fremgang", "Progress"),
    "lead_flow_note": Text(
        "{first} til {last}, holdt op mod lige så mange uger før.",
        "{first} to {last}, held against as many weeks before.",
    ),
    "lead_council": Text("Tal til byrådet", "Figures for the council"),
    "figure": Text("Tal", "Figure"),
    "lead_now": Text("Nu", "Now"),
    "lead_before": Text("Før", "Before"),
    "lead_load": Text("Borgere hos hver konsulent", "Citizens with each consultant"),
    "lead_silent": Text(f"Uden kontakt i {NO_CONTACT_DAYS} dage", f"No contact for {NO_CONTACT_DAYS} days"),
    "lead_no_consultant": Text("Ingen konsulent endnu", "No consultant yet"),
    "lead_of_most": Text("{count} ud af {most}", "{count} out of {most}"),
    "lead_too_many": Text("for mange", "too many"),
    "lead_none": Text("ingen", "none"),
    "lead_who_silent": Text("Hvem mangler en kontakt?", "Who needs to be contacted?"),
    "lead_control": Text("Er det stadig jer, der vælger?", "Is it still you who choose?"),
    "lead_control_note": Text(
        "Rækkefølgen er et råd. Følges den altid, bliver den måske ikke læst. Følges den aldrig, mangler den noget.",
        "The order is advice. If it is always followed, it may not be read. If never, it lacks something.",
    ),
    "lead_control_look": Text("Se nærmere på det", "Have a closer look"),
    "lead_first_chosen": Text("Det øverste sted blev taget", "The first placement was taken"),
    "lead_choices": Text("Valg i alt", "Choices in all"),
    "lead_own_idea": Text("Uden for listen", "Not from the list"),
    "lead_reading": Text("Så længe er listen læst", "How long the list was read"),
    "lead_not_measured": Text("ikke målt endnu", "not measured yet"),
    "lead_seconds": Text("{seconds} sekunder (den midterste)", "{seconds} seconds (the middle one)"),
    "lead_reasons": Text("Hvorfor noget andet blev valgt", "Why something else was chosen"),
    "lead_times": Text("{count} gange", "{count} times"),
    "lead_once": Text("en gang", "once"),
    "lead_changes": Text("Vægte og regler", "Weights and rules"),
    "lead_waiting": Text("{count} forslag venter på svar.", "{count} proposals wait for an answer."),
    "lead_waiting_one": Text("Et forslag venter på svar.", "One proposal waits for an answer."),
    "lead_none_waiting": Text("Ingen forslag venter.", "No proposals are waiting."),
    "lead_proposal": Text("Forslag {number}", "Proposal {number}"),
    "lead_by": Text("af {name}", "by {name}"),
    "lead_weights": Text("Vægte", "Weights"),
    "lead_rules": Text("Regler", "Rules"),
    "lead_runs": Text("Nattens kørsler", "The nightly runs"),
    "lead_all_changes": Text("Ændringer", "Changes"),
    "lead_statuses": Text("Hvor borgerne er nu", "Where the citizens are now"),
    "lead_hidden": HIDDEN,
    "lead_options": Text("Finder alle noget?", "Does everybody find something?"),
    "lead_options_note": Text(
        "Borgere med mindst tre mulige steder, efter målgruppe. Ser en gruppe skæv ud, så se på reglerne og pladserne.",
        "Citizens with three possible placements or more, by target group. If one looks skewed, look at the rules and "
        "the placements.",
    ),
    "lead_small_group": Text("En målgruppe er for lille til at vise.", "One target group is too small to show."),
    "lead_small_groups": Text(
        "{count} målgrupper er for små til at vise.", "{count} target groups are too small to show."
    ),
    "lead_nearly_all": Text("næsten alle {all}", "nearly all of {all}"),
    "lead_few": Text("få af {all}", "few of {all}"),
    "lead_citizens": Text("Borgere", "Citizens"),
    "lead_enough": Text("{count} ud af {all}", "{count} out of {all}"),
    "lead_suppressed": Text(
        f"Antal fra 1 til {FEWEST_SHOWN - 1} vises ikke, så ingen kan kendes.",
        f"Counts from 1 to {FEWEST_SHOWN - 1} are not shown, so that nobody can be recognised.",
    ),
    "lead_council_note": Text(
        "{first} til {last}. Før er lige så mange uger fra {before}.",
        "{first} to {last}. Before is as many weeks from {before}.",
    ),
    "lead_paid_note": Text(
        "Kun almindelige lønnede timer tæller som arbejde.", "Only ordinary paid hours count as work."
    ),
    "lead_simulated": Text(
        "Tallene er simulerede: borgerne er opdigtede.", "The figures are simulated: the citizens are invented."
    ),
    "lead_csv": Text("Hent som regneark (CSV)", "Get as a spreadsheet (CSV)"),
    "lead_weights_intro": Text(
        "Hvor meget hvert forhold højst kan tælle. Et forslag ændrer intet, før en anden har godkendt det.",
        "How much each matter can count at most. A proposal changes nothing before somebody else has approved it.",
    ),
    "lead_weights_model": Text("Nu gælder {model}.", "In force now: {model}."),
    "lead_model_promote": Text("Modellen {model} skal i kraft.", "The model {model} shall come in force."),
    "lead_model_back": Text("Tilbage til modellen {model}.", "Back to the model {model}."),
    "lead_not_kept": Text("Forslaget er ikke gemt", "The proposal was not kept"),
    "lead_weight_now": Text("Nu {points} point", "Now {points} points"),
    "lead_weight_why": Text("Hvorfor?", "Why?"),
    "lead_weights_total": Text("Tilsammen skal de give {total} point.", "They must add to {total} points."),
    "lead_because": Text("Hvorfor skal det ændres?", "Why shall it change?"),
    "lead_because_hint": Text("Den, der skal godkende, læser det.", "Whoever approves it reads this."),
    "lead_propose": Text("Foreslå ændringen", "Propose the change"),
    "done_proposed": Text(
        "Forslaget er gemt. Nu skal en anden se på det.", "The proposal is kept. Now somebody else must look at it."
    ),
    "done_proposal_approved": Text("Ændringen er godkendt og gælder nu.", "The change is approved and in force."),
    "done_proposal_rejected": Text("Forslaget er afvist.", "The proposal is rejected."),
    "done_proposal_withdrawn": Text("Forslaget er trukket tilbage.", "The proposal is withdrawn."),
    "lead_rule": Text("Regel {rule}", "Rule {rule}"),
    "lead_change_rule": Text("Foreslå en ændring", "Propose a change"),
    "lead_valid_from": Text("Gælder fra", "Holds from"),
    "lead_valid_from_hint": Text(
        "I dag eller senere. Det, der er vist før, står ved magt.", "Today or later. What was shown before stands."
    ),
    "lead_severity": Text("Hvor hård er reglen?", "How strict is the rule?"),
    "lead_changes_intro": Text(
        "Hvad der er foreslået, hvorfor, og hvem der har svaret.", "What was proposed, why, and who answered."
    ),
    "lead_change": Text("Ændring", "Change"),
    "lead_why": Text("Hvorfor", "Why"),
    "lead_answer": Text("Svar", "Answer"),
    "lead_waits": Text("venter på en anden", "waits for somebody else"),
    "lead_no_changes_title": Text("Ingen ændringer", "No changes"),
    "lead_no_changes": Text(
        "Vægte og regler er, som de blev leveret.", "Weights and rules are as they were delivered."
    ),
    "lead_from_to": Text("{before} → {after} point", "{before} → {after} points"),
    "lead_from_day": Text("fra {day}", "from {day}"),
    "lead_moves": Text("Hvad det ville flytte i dag", "What it would move today"),
    "lead_moves_note": Text(
        "Regnet på {count} borgere, der får forslag nu, og på de fem øverste steder hos hver.",
        "Worked out for {count} citizens who get suggestions now, and the first five placements of each.",
    ),
    "lead_other_first": Text("Får et andet sted øverst", "Get another placement first"),
    "lead_other_list": Text("Får en anden liste", "Get another list"),
    "lead_left_without": Text("Mister alle steder", "Lose every placement"),
    "lead_helped": Text("Får et sted, hvor der ingen var", "Get a placement where there was none"),
    "lead_gaining": Text("Steder, der oftere står øverst", "Placements that are first more often"),
    "lead_losing": Text("Steder, der sjældnere står øverst", "Placements that are first less often"),
    "lead_examples": Text("Se eksempler", "See examples"),
    "lead_today": Text("I dag", "Today"),
    "lead_then": Text("Med ændringen", "With the change"),
    "lead_moves_nothing": Text("Ingen lister ændrer sig i dag.", "No lists change today."),
    "lead_four_eyes": Text("Fire øjne", "Four eyes"),
    "lead_own_proposal": Text(
        "Det er dit eget forslag. En anden skal godkende det.",
        "This is your own proposal. Somebody else must approve it.",
    ),
    "lead_your_eyes": Text(
        "Se på, hvad det flytter, og sig ja eller nej.", "Look at what it moves, and say yes or no."
    ),
    "lead_note": Text("Bemærkning (kan udelades)", "Note (may be left out)"),
    "lead_approve": Text("Godkend", "Approve"),
    "lead_reject": Text("Afvis", "Reject"),
    "lead_withdraw": Text("Træk tilbage", "Withdraw"),
    "lead_parameter_weeks": Text("Uger", "Weeks"),
    "lead_parameter_hours_week": Text("Timer om ugen", "Hours a week"),
    "lead_parameter_hours_day": Text("Timer om dagen", "Hours a day"),
    "lead_parameter_kilos": Text("Kilo", "Kilograms"),
    "lead_parameter_least": Text("Altid mindst", "Always at least"),
    "lead_parameter_staff_each": Text("Ansatte for hver plads", "Staff for each place"),
    "lead_parameter_staff_to": Text("… op til så mange ansatte", "… up to so many staff"),
    "lead_parameter_staff_each_above": Text("Ansatte for hver plads derover", "Staff for each place above that"),
    "lead_parameter_stale_days": Text("Dage, før tallene er for gamle", "Days before the numbers are too old"),
    "lead_parameter_supported_from": Text("Fra så mange med støtte", "From so many with support"),
    "lead_parameter_exception_weeks": Text("Uger i undtagelsen", "Weeks in the exception"),
    "lead_parameter_extended_weeks": Text("Uger efter en konkret vurdering", "Weeks after an assessment"),
    "lead_parameter_further_weeks": Text("Uger ad gangen derefter", "Weeks at a time after that"),
    "lead_parameter_public_weeks": Text("Uger hos offentlige arbejdsgivere", "Weeks with public employers"),
    "lead_parameter_percent": Text("Procent", "Percent"),
    "lead_parameter_percent_some": Text("Procent for nogle grupper", "Percent for some groups"),
    "lead_parameter_percent_low": Text("Procent af lav løn", "Percent of low pay"),
    "lead_parameter_percent_high": Text("Procent af høj løn", "Percent of high pay"),
    "lead_parameter_years": Text("År", "Years"),
    "lead_parameter_months": Text("Måneder", "Months"),
    "lead_parameter_months_before": Text("Måneder før", "Months before"),
    "lead_parameter_kroner": Text("Kroner", "Kroner"),
    "lead_parameter_kroner_high": Text("Kroner på forhøjet sats", "Kroner at the higher rate"),
    "lead_parameter_year_kroner": Text("Kroner om året", "Kroner a year"),
    "lead_parameter_other_kroner": Text("Kroner i anden løn", "Kroner in other pay"),
}
